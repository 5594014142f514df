import { insertBefore, replaceCommand } from '../../src/fix/buildspec.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { Build, FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'script-not-executable',
  family: 'files',
  title: 'A script may not be executed',
  patterns: [
    // The shell, the old dash with its own name twice; make, npm and docker call the shell.
    /sh: (?:line )?(?:\d+: )?(?:\S*\.sh: )?(?<path>[^\s:]+): Permission denied$/,
    /line \d+: (?<path>[^\s:/]*\/[^\s:]+): Permission denied$/,
    /(?:make|execvp|env|nohup|timeout|exec|xargs)(?:\[\d+\])?: ['‘]?(?<path>[^\s:'’/]*\/[^\s:'’]+)['’]?: Permission denied$/,
    /(?<![^\s:])(?<path>[^\s:]+): \S+: bad interpreter: Permission denied/,
    // Docker's runtime, Node, Python, Java and Go that start a program.
    /exec: "(?<path>[^"]+)": permission denied/,
    /exec user process caused:? "?permission denied/,
    /spawn (?<path>\S+) EACCES/,
    /Cannot run program "(?<path>[^"]+)".{0,80}Permission denied/,
    /fork\/exec (?<path>\S+): permission denied/,
    // A directory in the place of a command: `cd` was forgotten.
    /(?:line \d+|sh|bash): (?<path>[^\s:]+): Is a directory$/,
    // 126 by itself: found, but could not be executed.
    {
      line: /^Command did not exit successfully exit status 126|Reason: exit status 126/,
      strength: 'likely',
    },
  ],
  above: ['npm-script-failed', 'docker-build-step-failed'],
  checks: ({ facts }) =>
    facts.path && !facts.path.endsWith('/') ? [{ kind: 'not-executable', path: facts.path }] : [],
  explain: ({ facts, command }) =>
    `\`${facts.path ?? command?.split(/\s/)[0] ?? 'The command'}\` was found but could not be executed (exit status 126): it has no execute bit in Git, or it is a directory and \`cd\` was meant.`,
  fix: ({ facts, command, build }) => {
    // A command by its path is a script of the source; npm or make is not.
    const called = /^\S*\/\S*/.exec(command ?? '')?.[0];
    const path = facts.path ?? called ?? placeholder('script');
    if (path.endsWith('/'))
      return [
        {
          title: 'Put cd in front of the directory',
          patch: replaceCommand(command ?? path, `cd ${command ?? path}`, build),
          changes: true,
        },
      ];
    // In the commit it has the bit: the source was packed without modes, or came over from Windows.
    if (facts.mode === '755') return [chmodStep(path, command, build)];
    return [
      {
        title: `Give ${path} the execute bit in Git`,
        command: sh`git update-index --chmod=+x ${facts.found ?? path} && git commit --message ${`Make ${path} executable`} && git push`,
        changes: true,
        verify: sh`git ls-files --stage ${facts.found ?? path}`,
      },
      {
        ...chmodStep(path, command, build),
        title: `Or set it in the buildspec (also where the source is a zip, which may lose it)`,
      },
    ];
  },
});

function chmodStep(path: string, command: string | undefined, build: Build | undefined): FixStep {
  return {
    title: `Set the execute bit in the buildspec, before ${path} is run`,
    patch: insertBefore([sh`chmod +x ${path}`], command ?? path, build),
    changes: true,
  };
}
