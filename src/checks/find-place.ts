import { distance } from 'fastest-levenshtein';
import type { Build } from '../model.ts';

/** Where a path turned out to be. The fact `place` is the kind; `found` has the paths, one a line, the likeliest first. */
export type Place =
  | { kind: 'there' | 'elsewhere' | 'several' | 'other-case'; paths: string[] }
  | { kind: 'nowhere'; near: string | undefined };

/** Looks for a path among those of a source: itself, in other letters, elsewhere, or what is called alike. */
export function findPlace(path: string, paths: readonly string[], build: Build): Place {
  if (paths.includes(path)) return { kind: 'there', paths: [path] };
  const name = getName(path);
  const lower = path.toLowerCase();
  const sameButCase = paths.filter((each) => each.toLowerCase() === lower);
  if (sameButCase.length > 0) return { kind: 'other-case', paths: sameButCase };
  const sameName = paths.filter((each) => getName(each) === name);
  if (sameName.length > 0)
    return { kind: sameName.length === 1 ? 'elsewhere' : 'several', paths: order(sameName, path, build) };
  const sameNameButCase = paths.filter((each) => getName(each).toLowerCase() === name.toLowerCase());
  if (sameNameButCase.length > 0) return { kind: 'other-case', paths: order(sameNameButCase, path, build) };
  return { kind: 'nowhere', near: findNear(path, paths) };
}

/** First what ends like the path asked for, then what lies beside the buildspec, then the shallowest. */
function order(found: readonly string[], path: string, build: Build): string[] {
  const beside = /^([^\s:]+)\/[^/\s:]+$/.exec(build.source?.buildspec ?? '')?.[1];
  const rank = (each: string) =>
    (each.endsWith(`/${path}`) ? 0 : 100) +
    (beside && each.startsWith(`${beside}/`) ? 0 : 50) +
    each.split('/').length;
  return [...found].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** A slip of two letters, or another ending: `requirement.txt`, `buildspec.yaml`. */
function findNear(path: string, paths: readonly string[]): string | undefined {
  const name = getName(path).toLowerCase();
  const stem = getStem(name);
  const near = paths
    .map((each) => ({ each, far: distance(getName(each).toLowerCase(), name) }))
    .filter(
      ({ each, far }) =>
        far <= Math.min(2, name.length / 4) ||
        (stem.length > 3 && getStem(getName(each).toLowerCase()) === stem),
    )
    .sort((a, b) => a.far - b.far);
  return near[0]?.each;
}

function getName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function getStem(name: string): string {
  return name.replace(/\.\w+$/, '');
}
