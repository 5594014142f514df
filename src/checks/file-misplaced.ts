import { distance } from 'fastest-levenshtein';
import { getPathInSource } from '../fix/misplaced.ts';
import type { Build, Facts } from '../model.ts';
import { type Check, confirmed, type Result, unknown } from './check.ts';
import { askSource, type SourceTree } from './source-tree.ts';

/** Where a path turned out to be. The fact `place` is the kind; `found` has the paths, one a line, the likeliest first. */
type Place =
  | { kind: 'there' | 'elsewhere' | 'several' | 'other-case'; paths: string[] }
  | { kind: 'nowhere'; near: string | undefined };

/** Looks a path up in the tree of the very commit that was built. */
export const fileMisplaced: Check<'file-misplaced'> = {
  permissions: ['codecommit:GetFolder', 's3:GetObject', 's3:ListBucket'],
  asks: 'where a file is in the source',
  word: ({ path }, build) => `Is ${getPathInSource(path)} in the source at ${getShortCommit(build)}?`,
  ask: (clients, question, build) =>
    askSource(clients, build, async (source) => {
      const tree = await source.list();
      const path = getPathInSource(question.path).replace(/\/+$/, '');
      const paths =
        question.what === 'directory' ? listDirectories(tree) : tree.files.map((file) => file.path);
      return answer(path, findPlace(path, paths, build), tree);
    }),
};

/** The commit as one reads it, or what stands for it. */
export function getShortCommit({ source }: Build): string {
  const commit = source?.commit ?? source?.version;
  if (!commit || commit.startsWith('arn:')) return 'the commit built';
  return /^[0-9a-f]{40}$/.test(commit) ? commit.slice(0, 7) : commit;
}

function listDirectories({ files }: SourceTree): string[] {
  const parents = files.flatMap(({ path }) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  });
  return [...new Set(parents)];
}

function findPlace(path: string, paths: readonly string[], build: Build): Place {
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

function answer(path: string, place: Place, { isPartial }: SourceTree): Result {
  if (place.kind === 'nowhere') {
    if (isPartial) return unknown(`Not among the files that could be listed; the source has more than that.`);
    const { near } = place;
    const facts: Facts = { place: 'nowhere', ...(near && { near }) };
    return confirmed(
      near
        ? `Nothing of that name is in the commit; there is ${near}.`
        : 'Nothing of that name is in the commit.',
      facts,
    );
  }
  const { kind, paths } = place;
  return confirmed(word(path, kind, paths), { place: kind, found: paths.join('\n') });
}

function word(path: string, kind: Exclude<Place['kind'], 'nowhere'>, paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ') + (paths.length > 3 ? ' and more' : '');
  if (kind === 'there') return `${path} is in the source: the command ran in another directory.`;
  if (kind === 'other-case')
    return `The commit has it in other letters: ${shown}. Linux tells upper from lower case.`;
  return kind === 'elsewhere' ? `The commit has it at ${shown}.` : `The commit has several: ${shown}.`;
}

function getName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function getStem(name: string): string {
  return name.replace(/\.\w+$/, '');
}
