import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'requirements-file-missing',
  family: 'files',
  title: 'pip cannot open the requirements file',
  patterns: [
    // pip, since 2013 in these words; newer ones say `ERROR: ` before.
    /Could not open requirements file: \[Errno 2\] No such file or directory: '(?<path>[^']+)'/,
    /Could not open (?:requirements|constraints) file: .{0,40}(?:No such file or directory|cannot find|404)/,
    // pip 8 to 10, when a constraint or requirement file is read as a URL or through another file.
    /Invalid requirement: '?(?<path>[^' ]*requirements[^' ]*\.txt)'?/,
    // Serverless plug-in, Python's setup.py and Node tools that read the file themselves.
    /ENOENT: no such file or directory, (?:open|stat|lstat|access) '(?<path>[^']*requirements[^'/]*\.txt)'/,
    /FileNotFoundError: \[Errno 2\] No such file or directory: '(?<path>[^']*requirements[^'/]*\.(?:txt|in))'/,
    // uv, and cp, cat, sed before pip runs.
    /error: File not found: `(?<path>[^`]*requirements[^`/]*\.(?:txt|in))`/,
    /(?:cannot stat|cannot open|can't read|cat:|cannot access) ['‘]?(?<path>[^'’:]*requirements[^'’:/]*\.txt)['’]?(?: for reading)?: No such file or directory/,
    // AWS SAM's Python builder only says so in its debug log; pipenv and pip-compile name their own file.
    /PythonPipBuilder:ResolveDependencies - .{0,60}requirements\.txt.{0,20}(?:not found|No such file)/,
  ],
  above: ['file-missing', 'python-error', 'serverless-framework-failed', 'docker-build-step-failed'],
  checks: (situation) => [{ kind: 'file-misplaced', path: getPath(situation) }],
  explain: (situation) =>
    `pip was told to read \`${getPathInSource(getPath(situation))}\`, and there is no such file in the directory where the command ran.`,
  fix: (situation) =>
    getMisplacedSteps(
      { path: getPath(situation), command: sh`pip install -r ${getPath(situation)}` },
      situation,
    ),
});

function getPath({ facts }: Situation): string {
  return facts.path ?? 'requirements.txt';
}
