import { closest, distance } from 'fastest-levenshtein';

/** The nearest name, when it is near enough to be a slip: one that goes on where the other ends, or a third of the letters at most. */
export function findNearest(name: string, names: readonly string[]): string | undefined {
  const longer = names.filter((other) => other.startsWith(name) || name.startsWith(other));
  if (longer.length > 0) return closest(name, longer);
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  return distance(name, best) <= name.length / 3 ? best : undefined;
}
