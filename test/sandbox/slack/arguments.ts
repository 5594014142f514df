import { Refusal } from './refusal.ts';
import type { JsonObject } from './state.ts';

/** Reads the arguments of a method: form fields are strings, with arrays and objects in them as JSON. */

/** @returns the text of an argument, or nothing when it is absent or empty */
export function findText(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns the text of an argument. @throws Refusal `invalid_arguments` when it is absent */
export function getText(args: JsonObject, name: string): string {
  const text = findText(args, name);
  if (text === undefined) {
    throw new Refusal('invalid_arguments', { messages: [`[ERROR] missing required field: ${name}`] });
  }
  return text;
}

/** @returns a list of objects, or nothing when it is absent. @throws Refusal `refusal` when it is something else */
export function findList(args: JsonObject, name: string, refusal: string): JsonObject[] | undefined {
  const value = findJson(args, name, refusal);
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isObject)) throw new Refusal(refusal);
  return value;
}

/** @returns an object, or nothing when it is absent. @throws Refusal `refusal` when it is something else */
export function findObject(args: JsonObject, name: string, refusal: string): JsonObject | undefined {
  const value = findJson(args, name, refusal);
  if (value !== undefined && !isObject(value)) throw new Refusal(refusal);
  return value;
}

/** @returns whether a flag is set; nothing when it is absent */
export function findFlag(args: JsonObject, name: string): boolean | undefined {
  const value = findText(args, name);
  return value === undefined ? undefined : value === 'true' || value === '1';
}

function findJson(args: JsonObject, name: string, refusal: string): unknown {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw Object.assign(new Refusal(refusal), { cause });
  }
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
