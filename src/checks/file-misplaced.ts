import { getPathInSource } from '../fix/misplaced.ts';
import type { Build, Facts } from '../model.ts';
import { askSource } from './ask-source.ts';
import { type Check, confirmed, type Result, unknown } from './check.ts';
import { findPlace, type Place } from './find-place.ts';
import type { SourceTree } from './source.ts';

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
