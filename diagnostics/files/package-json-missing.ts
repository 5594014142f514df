import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'package-json-missing',
  family: 'files',
  title: 'There is no package.json where npm, yarn or pnpm ran',
  patterns: [
    // npm; with `npm WARN` the same words are harmless (saveError of an install without a package.json).
    /npm (?:ERR!|error) .{0,60}ENOENT: no such file or directory, open '(?<path>[^']*package\.json)'/,
    /npm (?:ERR!|error) enoent ENOENT, open '(?<path>[^']*package\.json)'/,
    // yarn 1, yarn 2 and later, pnpm, bun.
    /[Cc]ouldn't find a package\.json file in "(?<path>[^"]+)"/,
    /Usage Error: No project found in (?<path>\S+)/,
    /ERR_PNPM_NO_(?:PKG|IMPORTER)_MANIFEST(?:_FOUND)? {1,4}No package\.json (?:found|\(or package\.yaml, or package\.json5\) was found) in "?(?<path>[^"\s]+)"?/,
    /error: No package\.json was found for directory "(?<path>[^"]+)"/,
    /Bun could not find a package\.json file to install from/,
    /No package\.json (?:file )?(?:was )?found in (?:the )?(?:current|working|this) directory/i,
    {
      line: /npm (?:ERR!|error) path (?<path>\S*\/package\.json)/,
      near: { line: /npm (?:ERR!|error) (?:errno -2|code ENOENT)/, within: 3 },
    },
    // Tools that read it on their own; also what npm says on the line of the cause.
    { line: /ENOENT: no such file or directory, open '(?<path>[^']*package\.json)'/, strength: 'likely' },
    /(?:cannot stat|cannot open|can't read|cat:|cannot access) ['‘]?(?<path>[^'’:]*package\.json)['’]?(?: for reading)?: No such file or directory/,
  ],
  above: ['file-missing', 'npm-script-failed', 'npm-lockfile-mismatch', 'docker-build-step-failed'],
  checks: (situation) => [{ kind: 'file-misplaced', path: getPath(situation) }],
  explain: (situation) =>
    `The command looked for \`${getPathInSource(getPath(situation))}\`, and that file is not there: it ran in another directory than the one with package.json, or the file is not in the source.`,
  fix: (situation) => [
    ...getMisplacedSteps({ path: getPath(situation), command: 'npm ci' }, situation),
    {
      title:
        'If this repository has no Node.js code at all, the project runs the wrong commands: let it use the buildspec of the repository instead of commands written in the project',
      changes: false,
    },
  ],
});

/** yarn and pnpm name the directory, npm the file. */
function getPath({ facts }: Situation): string {
  const path = facts.path ?? 'package.json';
  return path.endsWith('package.json') ? path : `${path.replace(/[/.]+$/, '')}/package.json`;
}
