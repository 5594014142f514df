import { insertBefore, replaceCommand } from '../../src/fix/buildspec.ts';
import { getPathInSource } from '../../src/fix/misplaced.ts';
import { getCdTarget } from '../../src/fix/reach-file.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'directory-missing',
  family: 'files',
  title: 'A directory that the build goes to is not there',
  patterns: [
    // bash, sh, zsh: `cd: X: No such file or directory`; `Not a directory` where X is a file.
    /(?:^|[\s:])(?:cd|pushd): (?<path>[^:]+): (?:No such file or directory|Not a directory)/,
    // dash and busybox.
    /(?:^|[\s:])cd: can't cd to (?<path>[^:\s]+)/,
    // git -C, make -C, terraform -chdir, rsync, PowerShell, npm --prefix.
    /fatal: cannot change to '(?<path>[^']+)': (?:No such file|Not a directory)/,
    /^make(?:\[\d+\])?: \*\*\* (?<path>[^\s:]+): No such file or directory\. +Stop/,
    /Error handling -chdir option: chdir (?<path>\S+): no such file/,
    /change_dir "(?<path>[^"]+)" failed: No such file or directory/,
    /Cannot find path '(?<path>[^']+)' because it does not exist/,
    /Error: (?:\w+ FAILED: )?path "(?<path>[^"]+)" not found|couldn't find a directory called (?<path2>copilot) up to/,
    /ENOENT: no such file or directory, (?:chdir|scandir|opendir) '(?:[^']*' -> ')?(?<path>[^']+)'/,
    {
      line: /(?:cannot create (?:directory|regular file)|target) ['‘](?<path>[^'’]+)['’]:? (?:No such file|is not a directory)/,
      strength: 'likely',
    },
    // What listed or packed a directory: a name without an ending, or with a slash behind, is one.
    {
      line: /^(?:ls|find|du|tree|tar): (?:cannot access )?['‘]?(?<path>[^'’:*]+\/|\.{0,2}\/?(?:[\w-]+\/)*[\w-]+)['’]?: (?:Cannot (?:open|stat): )?No such file or directory/,
      strength: 'likely',
    },
  ],
  above: ['file-missing', 'npm-script-failed'],
  checks: ({ facts }) =>
    facts.path ? [{ kind: 'file-misplaced', path: facts.path, what: 'directory' }] : [],
  explain: (situation) =>
    `The build goes to the directory \`${getPath(situation)}\`, which does not exist from where it stands: it is not in the source under that name, an earlier step did not make it, or an earlier \`cd\` moved the build away.`,
  fix: (situation) => {
    const path = getPath(situation);
    const name = path.replace(/\/+$/, '').split('/').at(-1) ?? path;
    const cd = `cd ${path}`;
    const called = situation.command ?? cd;
    const [found] = (situation.facts.found ?? '').split('\n');
    const known = found ? [goStep(found, cd, called, situation)] : [];
    return [
      ...known,
      {
        title: `Find the directory ${name} in the repository (upper and lower case count)`,
        command: sh`git ls-files ${`:(icase)*${name}/*`}`,
        changes: false,
      },
      {
        title: `Go there from the root of the source: a cd of an earlier command still holds in the next one`,
        patch: called.includes(cd)
          ? replaceCommand(
              called,
              called.replace(cd, `cd "$CODEBUILD_SRC_DIR"/${placeholder(`path of ${name}`)}`),
              situation.build,
            )
          : insertBefore(['cd "$CODEBUILD_SRC_DIR"', 'pwd && ls'], called, situation.build),
        changes: true,
      },
      {
        title: `If a step of the build should make ${name}, look at that step's output above: it wrote nothing or somewhere else. If it should be in the source, commit it (git keeps no empty directories)`,
        command: sh`git check-ignore --verbose ${path}`,
        changes: false,
      },
    ];
  },
});

/** To the directory that the commit has: in the command itself where it says `cd`, else before it. */
function goStep(found: string, cd: string, called: string, situation: Situation): FixStep {
  const target = getCdTarget(found, situation.facts.place === 'there' ? '/' : found, situation);
  return {
    title: `Go to ${found}, which the commit has`,
    patch: called.includes(cd)
      ? replaceCommand(
          called,
          called.replace(cd, () => `cd ${target}`),
          situation.build,
        )
      : insertBefore(['cd "$CODEBUILD_SRC_DIR"'], called, situation.build),
    changes: true,
    verify: sh`git ls-files ${found}`,
  };
}

function getPath({ facts }: Situation): string {
  return getPathInSource(facts.path ?? placeholder('directory'));
}
