import { stripVTControlCharacters } from 'node:util';

/** Controls but tab and line feed, and the marks that turn the reading direction: text of a log must not steer the terminal. */
const STEERING = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Takes any text; returns it so that a terminal shows it and no more. */
export function cleanForTerminal(text: string): string {
  return stripVTControlCharacters(text).replaceAll(STEERING, '');
}

/** The same for every string of a value that is JSON. */
export function cleanStrings<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? cleanForTerminal(each) : each,
  );
}
