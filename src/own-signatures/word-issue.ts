import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Path } from './parse-yaml.ts';
import { getJsonSchema } from './schema.ts';

/** What is wrong, where in the value, and what would be right. */
export interface Fault {
  path: Path;
  message: string;
  /** Whether it is about the name of the field, not about its value. */
  isOfKey?: boolean;
}

/** Words what the schema says of a value whose own path is `at`. */
export function wordIssue(issue: z.core.$ZodIssue, at: Path): Fault[] {
  const path = [...at, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: wordUnknownKey(key, path),
        isOfKey: true,
      }));
    case 'invalid_union':
      return wordUnion(issue, path);
    case 'invalid_type':
      return [{ path, message: wordType(issue, path) }];
    case 'invalid_value':
      return [{ path, message: wordChoice(issue.values.map(String), issue.input) }];
    case 'too_big':
      return [
        {
          path,
          message: `is too ${wordSize(issue.origin)}: ${issue.maximum} ${wordUnit(issue.origin)} at most`,
        },
      ];
    case 'too_small':
      return [{ path, message: wordTooSmall(issue.minimum, issue.origin, path) }];
    default:
      return [{ path, message: issue.message }];
  }
}

function wordUnknownKey(key: string, path: Path): string {
  const known = listKeys(path);
  const near = known.length > 0 ? closest(key.slice(0, 60), known) : undefined;
  const isNear = near !== undefined && distance(key.slice(0, 60), near) <= Math.max(2, near.length / 3);
  return `is no field here; ${isNear ? `did you mean ${near}?` : `there are ${known.join(', ')}`}`;
}

/** Of a value that may be of several kinds what is wrong with the kind that it is. */
function wordUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path): Fault[] {
  if (issue.errors.length === 0) {
    // A question of no kind that there is: the path is that of its kind.
    const parent = findSchema(path.slice(0, -1));
    const kinds = parent?.oneOf ?? parent?.anyOf ?? [];
    const choices = kinds.flatMap((kind) => kind.properties?.kind?.const ?? []);
    return [{ path: [...path], message: wordChoice(choices, getKind(issue.input)) }];
  }
  const fits = issue.errors.find(
    (branch) => !branch.some((each) => each.code === 'invalid_type' && each.path.length === 0),
  );
  if (fits) return fits.flatMap((each) => wordIssue(each, path));
  return [{ path, message: `should be ${wordExpected(path)}` }];
}

function getKind(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, 'kind') : undefined;
}

function wordType(issue: z.core.$ZodIssueInvalidType, path: Path): string {
  const expected = TYPES[issue.expected] ?? `a ${issue.expected}`;
  const meaning = findSchema(path)?.description;
  if (issue.input === undefined) return `is missing${meaning ? `: ${meaning}` : `: ${expected}`}`;
  return `should be ${expected}, it is ${wordValue(issue.input)}`;
}

const TYPES: Readonly<Record<string, string | undefined>> = {
  string: 'text (in quotes where YAML would read it as something else)',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields with values',
  int: 'a whole number',
  number: 'a number',
};

function wordExpected(path: Path): string {
  return findSchema(path)?.description ?? 'something else';
}

function wordValue(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'fields with values';
  return typeof value === 'string' ? 'text' : String(value).slice(0, 40);
}

function wordChoice(choices: readonly string[], input: unknown): string {
  const near =
    typeof input === 'string' && choices.length > 0 ? closest(input.slice(0, 60), [...choices]) : undefined;
  const hint =
    near !== undefined && distance(String(input).slice(0, 60), near) <= 3 ? `; did you mean ${near}?` : '';
  return `should be one of ${choices.join(', ')}${hint}`;
}

function wordTooSmall(minimum: number | bigint, origin: string, path: Path): string {
  if (origin === 'array' || origin === 'string') {
    const meaning = findSchema(path)?.description;
    return `should not be empty${meaning ? `: ${meaning}` : ''}`;
  }
  return `should be at least ${minimum}`;
}

function wordSize(origin: string): string {
  return origin === 'string' ? 'long' : origin === 'array' ? 'many' : 'large';
}

function wordUnit(origin: string): string {
  return origin === 'string' ? 'characters' : origin === 'array' ? 'entries' : '';
}

/** What of a JSON Schema is looked at. */
interface Schema {
  description?: string;
  properties?: Record<string, Schema | undefined>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  const?: string;
}

let published: Schema | undefined;

function listKeys(path: Path): string[] {
  const schema = findSchema(path);
  const kinds = [schema, ...(schema?.anyOf ?? []), ...(schema?.oneOf ?? [])];
  return [...new Set(kinds.flatMap((kind) => Object.keys(kind?.properties ?? {})))];
}

/** The schema of the value at a path: it knows what each field means. */
function findSchema(path: Path): Schema | undefined {
  published ??= getJsonSchema() as Schema;
  return path.reduce<Schema | undefined>((schema, key) => {
    const kinds = [schema, ...(schema?.anyOf ?? []), ...(schema?.oneOf ?? [])];
    const found = kinds.find((kind) =>
      typeof key === 'number' ? kind?.items : kind?.properties && Object.hasOwn(kind.properties, key),
    );
    return typeof key === 'number' ? found?.items : found?.properties?.[String(key)];
  }, published);
}
