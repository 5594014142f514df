import { getMissingCommandSteps, isBuildspecName } from '../../src/fix/missing-command.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'command-not-found',
  family: 'files',
  title: 'A command is not installed or not on the PATH',
  patterns: [
    // bash, zsh; not `Login Succeeded` run by $(docker login), nor what a carriage return makes ($'\r').
    /line \d+: (?<tool>(?!Login:)[\w.+@-]+): command not found/,
    { line: /(?:^|[\s:])(?<tool>(?!Login:)[\w.+@-]+): command not found/, strength: 'likely' },
    /command not found: (?<tool>[\w.+@-]+)$/,
    // dash and busybox, by themselves, through npm, make or docker: `sh: 1: X: not found`.
    /sh: (?:line )?(?:\d+: )?(?:\S*\.sh: )?(?<tool>[\w+@-][\w.+@-]*): not found$/,
    /^Command '(?<tool>[^']+)' not found, /,
    /the command (?<tool>\S+) could not be found within PATH|could not find executable (?<tool2>[\w.+-]+)/,
    // Windows.
    /'(?<tool>[^']+)' is not recognized as an internal or external command/,
    /The term '(?<tool>[^']+)' is not recognized as (?:the|a) name of a cmdlet/,
    // Go programs, Docker's runtime, env, make, sudo, xargs, busybox's exec.
    /exec: "?(?<tool>[^\s":]+)"?: executable file not found in (?:\$PATH|%PATH%)/,
    /env: ['‘"]?(?<tool>[^\s'’"^\\:]+)['’"]?: No such file or directory/,
    /env: can't execute '(?<tool>[^'\\]+)': No such file or directory/,
    /^(?:make(?:\[\d+\])?|xargs|nohup|time|timeout|nice|exec|sudo): (?:failed to run command )?['‘]?(?<tool>[\w./+-]+)['’]?: (?:Command not found|No such file or directory)$/,
    /(?<![^\s:^\\])(?<tool>[^\s:^\\]+): bad interpreter: No such file or directory/,
    /(?:docker|git): '(?<tool>[\w-]+)' is not a (?:docker|git) command/,
    /Unable to find remote helper for '(?<tool>[^']+)'|'(?<tool2>git-lfs)' was not found on your path/,
    // .NET's tools.
    /No executable found matching command "(?<tool>dotnet-[\w-]+)"|program, but (?<tool2>dotnet-[\w-]+) does not exist/,
    // Node's and Python's words for a program that they could not start.
    { line: /spawn (?<tool>[\w.+-]+) ENOENT/, strength: 'likely' },
    {
      line: /\[Errno 2\] No such file or directory: '(?<tool>(?:aws|git|docker|npm|node|zip|java|cargo|go|make|sam|pg_config))'/,
      strength: 'likely',
    },
    {
      line: /^Command did not exit successfully exit status 127|Reason: exit status 127/,
      strength: 'likely',
    },
    {
      line: /(?:exit status|exit code|exit code:|error code|exit value|non-zero code:|exited with code|status code|Error) 127\b/,
      strength: 'symptom',
    },
  ],
  above: ['npm-script-failed', 'docker-build-step-failed', 'javascript-tests-failed'],
  explain: ({ facts, command }) =>
    isBuildspecName(facts.tool)
      ? `The project runs the text \`${facts.tool}\` as a shell command instead of reading that buildspec file.`
      : `${facts.tool ? `The build image has no command \`${facts.tool}\`` : `A command in \`${command?.split('\n')[0] ?? 'the line shown'}\` was not found`}: it is not installed, or not on the PATH (exit status 127).`,
  fix: (situation) => getMissingCommandSteps(situation.facts.tool, situation),
});
