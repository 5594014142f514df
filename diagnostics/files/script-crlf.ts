import { insertBefore } from '../../src/fix/buildspec.ts';
import { getPathInSource } from '../../src/fix/misplaced.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'script-crlf',
  family: 'files',
  title: 'A script has Windows line endings',
  patterns: [
    // The kernel looks for an interpreter whose name ends in a carriage return.
    /(?<![^\s:])(?<path>[^\s:]+): \S+(?:\^M|\\r): bad interpreter: No such file or directory/,
    /(?:\^M|\\r): bad interpreter/,
    /env: ['‘"$]*[\w./-]+\\r['’"]*: No such file or directory/,
    // bash reads the script and meets `\r` at the end of words.
    /(?<![^\s:])(?<path>[^\s:]+): line \d+: \$'[^']*\\r': command not found/,
    /\$'[^']*\\r': command not found/,
    /syntax error near unexpected token `\$'[^']*\\r'/,
    /(?:set|shopt): [\w-]*(?:\\r|\^M): invalid (?:shell )?option/,
    // Where the log has lost the carriage return itself: bash knows these options.
    /set: (?:pipefail|errexit|nounset|xtrace): invalid option name/,
    // A carriage return that was printed moved the rest of the line to its beginning.
    /^: bad interpreter: No such file or directory/,
    /^: invalid option(?: name)?$/,
    /^: (?:No such file or directory|command not found|not a valid identifier)$/,
    // The entry point of an image, and bash 5.2: mostly this, sometimes a missing interpreter.
    { line: /(?<![^\s:])(?<path>[^\s:]+): cannot execute: required file not found/, strength: 'likely' },
    { line: /exec user process caused:? "?no such file or directory/, strength: 'likely' },
    { line: /exec (?<path>\/\S+): no such file or directory/, strength: 'likely' },
  ],
  above: ['command-not-found', 'shell-syntax-error', 'file-missing', 'docker-build-step-failed'],
  explain: ({ facts }) =>
    `\`${getPathInSource(facts.path ?? 'A script')}\` was saved with Windows line endings (CRLF): Linux takes the carriage return for a part of the command or of the interpreter's name.`,
  fix: ({ facts, command, build }) => {
    const path = getPathInSource(facts.path ?? placeholder('script.sh'));
    return [
      {
        title: `Keep scripts with Unix line endings (LF) in Git, and write ${path} anew`,
        command: sh`printf ${'*.sh text eol=lf\\n'} >> .gitattributes && git add --renormalize . && git commit --all --message ${'Use Unix line endings'} && git push`,
        changes: true,
        verify: sh`git ls-files --eol ${path}`,
      },
      {
        title: 'Or take the carriage returns away in the buildspec, before the script runs',
        patch: insertBefore([sh`sed -i ${'s/\\r$//'} ${path}`], command ?? path, build),
        changes: true,
      },
    ];
  },
});
