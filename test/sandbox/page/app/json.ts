import type { JsonObject } from '../../slack/state.ts';

/** Reads what a message holds without believing that it has the right form. */

/** @returns the text of a field, or nothing when it is none */
export function findString(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** @returns the object in a field, or nothing when it is none */
export function findObject(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

/** @returns the objects of a list, none when it is no list */
export function findObjects(object: JsonObject | undefined, name: string): JsonObject[] {
  const value = object?.[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** @returns whether a value is an object and no list */
export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** @returns all that people can read in a block, for when it cannot be shown in its form */
export function getWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(getWords).join(' ');
  if (!isObject(value)) return '';
  return typeof value.text === 'string' ? value.text : Object.values(value).map(getWords).join(' ');
}
