import type { z } from 'zod';

/**
 * What is wrong with a payload, in the words of Slack's own validator.
 * https://github.com/slackhq/hack-json-schema/tree/master/src/Constraints
 */

const NAMES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
};

/** @returns the messages of an issue, each with its JSON pointer: `must be less than 76 characters [json-pointer:/blocks/0/...]` */
export function describeIssue(issue: z.core.$ZodIssue, value: unknown, root: string): string[] {
  const at = (text: string, path: readonly PropertyKey[] = issue.path) =>
    `${text} [json-pointer:${[root, ...path].join('/')}]`;
  switch (issue.code) {
    case 'too_big':
      return [at(describeSize(issue.origin, 'less than', Number(issue.maximum)))];
    case 'too_small':
      return [at(describeSize(issue.origin, 'more than', Number(issue.minimum)))];
    case 'unrecognized_keys':
      return issue.keys.map((key) => at(`invalid additional property: ${key}`));
    case 'invalid_type':
      return findValue(value, issue.path) === undefined
        ? [at(`missing required field: ${String(issue.path.at(-1))}`, issue.path.slice(0, -1))]
        : [at(`must provide ${NAMES[issue.expected] ?? issue.expected}`)];
    case 'invalid_union':
      return describeUnion(value, issue.path, at);
    case 'invalid_value':
      return issue.path.at(-1) === 'type'
        ? describeUnion(value, issue.path, at)
        : [at('must be a valid enum value')];
    default:
      return [at(issue.message)];
  }
}

type At = (text: string, path?: readonly PropertyKey[]) => string;

function describeUnion(value: unknown, path: readonly PropertyKey[], at: At): string[] {
  if (path.at(-1) !== 'type') return [at('failed to match all allowed schemas')];
  const type = findValue(value, path);
  return type === undefined
    ? [at('missing required field: type', path.slice(0, -1))]
    : [at(`unsupported type: ${String(type)}`)];
}

function describeSize(origin: string, side: 'less than' | 'more than', limit: number): string {
  if (origin === 'array') {
    return side === 'less than'
      ? `no more than ${limit} items allowed`
      : `must provide at least ${limit} items`;
  }
  const bound = side === 'less than' ? limit + 1 : limit - 1;
  return `must be ${side} ${bound}${origin === 'string' ? ' characters' : ''}`;
}

function findValue(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (inside !== null && typeof inside === 'object' ? Reflect.get(inside, key) : undefined),
    value,
  );
}
