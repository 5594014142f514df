import { LIMITS } from './limits.ts';
import type { Path } from './parse-yaml.ts';
import { compilePattern, listFacts } from './pattern.ts';
import { type Entry, entrySchema } from './schema.ts';
import { findUnsafeHole, findUnsafeHoleInPatch } from './shell-holes.ts';
import { BUILD_FACTS, listHoles } from './template.ts';
import { type Fault, wordIssue } from './word-issue.ts';

export interface CheckedEntry {
  /** Undefined where something is wrong with it. */
  entry: Entry | undefined;
  /** What stands in it, as far as each field is right by itself. */
  right: Partial<Entry>;
  /** All that is wrong with it, by paths in the file. */
  faults: Fault[];
}

/** Looks one entry of a file over: its fields, and whether its words ask for facts that there are. */
export function checkEntry(value: unknown, index: number): CheckedEntry {
  const at = ['signatures', index];
  const parsed = entrySchema.safeParse(value, { reportInput: true });
  const right = pickRight(value);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => wordIssue(issue, at))),
    ...listTexts(value).flatMap((text) => findTextFaults(text, right, at)),
  ];
  return { entry: parsed.success && faults.length === 0 ? parsed.data : undefined, right, faults };
}

/** A field that is wrong does not hide what is wrong with the others. */
function pickRight(value: unknown): Partial<Entry> {
  const right = Object.entries(entrySchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(get(value, name));
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(right);
}

interface Text {
  path: PropertyKey[];
  text: string;
  kind: 'prose' | 'command' | 'patch';
}

/** All words of an entry that may ask for facts, whatever else is wrong with it. */
function listTexts(value: unknown): Text[] {
  const take = (from: unknown, path: PropertyKey[], name: string, kind: Text['kind'] = 'prose'): Text[] => {
    const text = get(from, name);
    return typeof text === 'string' ? [{ path: [...path, name], text, kind }] : [];
  };
  return [
    ...take(value, [], 'explanation'),
    ...take(value, [], 'retryReason'),
    ...list(get(value, 'fix')).flatMap((step, i) => [
      ...take(step, ['fix', i], 'title'),
      ...take(step, ['fix', i], 'command', 'command'),
      ...take(step, ['fix', i], 'verify', 'command'),
      ...take(step, ['fix', i], 'patch', 'patch'),
    ]),
    ...list(get(value, 'checks')).flatMap((check, i) =>
      Object.keys(check ?? {}).flatMap((name) => take(check, ['checks', i], name)),
    ),
  ];
}

function get(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, name)
    ? Reflect.get(from, name)
    : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, LIMITS.steps) : [];
}

function findTextFaults({ path, text, kind }: Text, { patterns }: Partial<Entry>, at: Path): Fault[] {
  const unknown = patterns ? findUnknownFacts(text, listKnownFacts(patterns)) : [];
  return [...unknown, ...findUnsafe(text, kind)].map((message) => ({ path: [...at, ...path], message }));
}

function listKnownFacts(patterns: Entry['patterns']): string[] {
  const sources = patterns.flatMap((pattern) =>
    typeof pattern === 'string' ? [pattern] : [pattern.line, ...(pattern.near ? [pattern.near.line] : [])],
  );
  const captured = sources.flatMap((source) => listFacts(compilePattern(source)));
  return [...new Set(captured), ...BUILD_FACTS.map((name) => `build.${name}`)];
}

function findUnknownFacts(text: string, known: readonly string[]): string[] {
  const unknown = listHoles(text).find(({ name }) => !known.includes(name));
  if (!unknown) return [];
  const { name } = unknown;
  return [
    `asks for {${name}}, which no pattern captures; there are ${known.map((fact) => `{${fact}}`).join(', ')}. For the braces themselves write {{${name}}}`,
  ];
}

function findUnsafe(text: string, kind: Text['kind']): string[] {
  if (kind === 'prose' || text.length > LIMITS.patch) return [];
  const unsafe = kind === 'command' ? findUnsafeHole(text) : findUnsafeHoleInPatch(text);
  return unsafe ? [`{${unsafe.hole.name}} ${unsafe.why}`] : [];
}
