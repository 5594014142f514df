import { getPathInSource } from '../fix/misplaced.ts';
import { askSource } from './ask-source.ts';
import { type Check, confirmed, refuted, unknown } from './check.ts';
import { fileMisplaced, getShortCommit } from './file-misplaced.ts';

/** Reads a file's mode in the tree of the commit that was built. */
export const notExecutable: Check<'not-executable'> = {
  permissions: fileMisplaced.permissions,
  asks: 'whether a script has its execute bit in the source',
  word: ({ path }, build) =>
    `Has ${getPathInSource(path)} the execute bit in the source at ${getShortCommit(build)}?`,
  ask: (clients, question, build) =>
    askSource(clients, build, async (source) => {
      const path = getPathInSource(question.path);
      const { files } = await source.list();
      const named = files.filter((file) => file.path === path);
      // A command that ran in another directory names the file from there.
      const alike = files.filter((file) => file.path.endsWith(`/${path}`));
      const [file, ...others] = named.length > 0 ? named : alike;
      if (!file || others.length > 0) return unknown(`Not checked: it is not clear which file ${path} is.`);
      if (file.isExecutable === undefined) return unknown('Not checked: the archive keeps no file modes.');
      return file.isExecutable
        ? refuted(
            `${file.path} is executable (mode 755) in the commit: the bit was lost on the way to the build.`,
            {
              mode: '755',
              found: file.path,
            },
          )
        : confirmed(`${file.path} has mode 644 in the commit.`, { mode: '644', found: file.path });
    }),
};
