import { closest, distance } from 'fastest-levenshtein';
import type { Signature } from '../signature.ts';
import { LIMITS } from './limits.ts';
import { compilePattern, getProgramSize } from './pattern.ts';
import type { Entry } from './schema.ts';
import type { Fault } from './word-issue.ts';

/** An entry and its place in the file; of one in which something is wrong what is right. */
export interface Placed<E = Entry> {
  entry: E;
  index: number;
}
type Some = Placed<Partial<Entry>>;

/** What is wrong with the entries beside each other and beside the built-in signatures. */
export function checkTogether(
  entries: readonly Some[],
  mute: readonly string[],
  builtIn: readonly Signature[],
): Fault[] {
  const ofOurs = builtIn.map(({ id }) => id);
  const ids = [...ofOurs, ...entries.flatMap(({ entry }) => entry.id ?? [])];
  return [
    ...findTwice(entries),
    ...entries.flatMap(({ entry, index }) => findWrongAbove(entry, index, ids)),
    ...mute.flatMap((id, i) =>
      ofOurs.includes(id) ? [] : [{ path: ['mute', i], message: wordUnknown(id, ofOurs) }],
    ),
    ...findCircles(entries, builtIn),
    ...findTooLarge(entries),
  ];
}

function findWrongAbove(
  { id: own, above = [] }: Partial<Entry>,
  index: number,
  ids: readonly string[],
): Fault[] {
  return above.flatMap((id, i) => {
    if (id !== own && ids.includes(id)) return [];
    const message = id === own ? 'is its own id: nothing stands above itself' : wordUnknown(id, ids);
    return [{ path: ['signatures', index, 'above', i], message }];
  });
}

function findTwice(entries: readonly Some[]): Fault[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ entry: { id }, index }) => {
    if (id === undefined) return [];
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    return before === undefined
      ? []
      : [{ path: ['signatures', index, 'id'], message: `is that of signatures[${before}] already` }];
  });
}

function wordUnknown(id: string, known: readonly string[]): string {
  const near = closest(id, [...known]);
  const hint = near && distance(id, near) <= id.length / 2 ? `; did you mean ${near}?` : '';
  return `is the id of no signature${hint || '; `faultline signatures` lists them all'}`;
}

/** Of signatures that stand above each other none would be left. */
function findCircles(entries: readonly Some[], builtIn: readonly Signature[]): Fault[] {
  const above = new Map<string, readonly string[]>([
    ...builtIn.map(({ id, above: below = [] }) => [id, below] as const),
    ...entries.flatMap(({ entry: { id, above: below = [] } }) =>
      id === undefined ? [] : [[id, below] as const],
    ),
  ]);
  return entries.flatMap(({ entry: { id: own, above: below = [] }, index }) =>
    below.flatMap((id, i) => {
      if (own === undefined || id === own || !reaches(above, id, own)) return [];
      const message = `stands above ${own} itself, so neither would be left`;
      return [{ path: ['signatures', index, 'above', i], message }];
    }),
  );
}

function reaches(above: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    for (const below of above.get(id) ?? []) seen.add(below);
    if (seen.has(to)) return true;
  }
  return false;
}

function findTooLarge(entries: readonly Some[]): Fault[] {
  let sum = 0;
  for (const { entry, index } of entries) {
    for (const pattern of entry.patterns ?? []) {
      sum += getProgramSize(compilePattern(typeof pattern === 'string' ? pattern : pattern.line));
      if (sum > LIMITS.programs)
        return [
          {
            path: ['signatures', index, 'patterns'],
            message: 'is too much: all patterns together are too large from here on',
          },
        ];
    }
  }
  return [];
}
