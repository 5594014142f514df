import type { Build } from '../model.ts';
import { type Check, confirmed, unknown } from './check.ts';
import { listSourceFiles } from './source-tree.ts';

/** Looks a path up in the tree of the very commit that was built. */
export const fileMisplaced: Check<'file-misplaced'> = {
  permissions: ['codecommit:GetFolder'],
  word: ({ path }, build) =>
    `Is ${getPathInSource(path)} in the source at ${getCommit(build)?.slice(0, 7) ?? 'the commit built'}?`,
  async ask(clients, question, build) {
    const commit = getCommit(build);
    const files = commit && (await listSourceFiles(clients, build, commit));
    if (!files)
      return unknown(`Not checked: the source (${build.source?.type ?? 'none'}) cannot be listed from here.`);
    const path = getPathInSource(question.path);
    if (files.includes(path))
      return confirmed(`${path} is in the source: the command ran in another directory.`, { found: path });
    const name = path.split('/').at(-1) ?? path;
    const found = files.filter((file) => file.split('/').at(-1) === name);
    if (found.length > 0)
      return confirmed(`${path} is not there; the commit has ${found.slice(0, 3).join(', ')}.`, {
        found: found.join('\n'),
      });
    const otherCase = files.filter((file) => file.split('/').at(-1)?.toLowerCase() === name.toLowerCase());
    if (otherCase.length > 0)
      return confirmed(
        `The commit has it in other letters: ${otherCase[0]}. Linux tells upper from lower case.`,
        { found: otherCase.join('\n') },
      );
    return confirmed(`No file of that name is in the commit.`);
  },
};

function getCommit({ source }: Build): string | undefined {
  return source?.commit ?? source?.version;
}

/** `/codebuild/output/src123/src/github.com/me/app/x.txt`, `./x.txt` and `x.txt` alike as a path from the source's root. */
function getPathInSource(path: string): string {
  return path
    .replace(
      /^\/codebuild\/output\/src\d+\/src\/(?:(?:github\.com|bitbucket\.org)\/[^/]+\/[^/]+\/|git-codecommit\.[^/]+\/v1\/repos\/[^/]+\/)?/,
      '',
    )
    .replace(/^(?:\.\/)+/, '');
}
