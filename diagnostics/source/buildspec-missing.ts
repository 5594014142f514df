import { getPathInSource } from '../../src/fix/misplaced.ts';
import { updateSourceStep } from '../../src/fix/project-source.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'buildspec-missing',
  family: 'source',
  title: 'The buildspec is not at the path that CodeBuild reads',
  patterns: [
    // The agent in DOWNLOAD_SOURCE, on Linux and Windows; `YAML file does not exist` is the old agent's.
    /YAML_FILE_ERROR:? .{0,40}(?:stat|open|lstat|CreateFile|GetFileAttributesEx) (?<path>\S+?): (?:no such file or directory|not a directory|The system cannot find)/,
    /YAML file does not exist/,
    /PhaseContextError: (?:stat|open) (?<path>\S+?\.ya?ml)/,
    {
      line: /\b(?:stat|open) (?<path>\/codebuild\/\S*?\.ya?ml): no such file or directory/,
      phases: ['DOWNLOAD_SOURCE'],
      strength: 'likely',
    },
    // A buildspec in S3, and the local agent's script.
    /(?:failed|error|unable) to (?:get|read|download|retrieve) (?:the )?build ?spec/i,
    /[Bb]uild ?spec(?: file)? ['"]?(?<path>\S+?)?['"]? ?(?:was not found|does not exist|could not be found|not found)/,
  ],
  above: ['file-missing', 'buildspec-invalid', 'directory-missing', 'source-ref-not-found'],
  checks: (situation) => [{ kind: 'file-misplaced', path: getPath(situation) }],
  explain: (situation) =>
    `CodeBuild looked for the buildspec at \`${getPathInSource(getPath(situation))}\` in the source, and it is not there: another path, another branch, or it was never pushed.`,
  fix: (situation) => {
    const path = getPathInSource(getPath(situation));
    const found = (situation.facts.found ?? '').split('\n')[0] || situation.facts.near;
    const name = updateSourceStep(
      {
        title: `Name ${found ?? 'that path'} in the project${found ? '' : ' (relative to the root of the source)'}`,
        field: 'buildspec',
        value: found || placeholder('path of the buildspec'),
      },
      situation.build,
    );
    return [
      ...(found ? [name] : []),
      {
        title: `See under which path the repository has a buildspec, on the branch that is built`,
        command: sh`git ls-files ${`*${found ? found : 'buildspec'}*`}; git log --all --oneline -- ${path}`,
        changes: false,
      },
      ...(found ? [] : [name]),
      {
        title: `If ${path} is on another branch or not pushed yet, push it, or build the branch that has it (source version of the project)`,
        command: sh`git add --force ${path} && git commit --message ${`Add ${path}`} && git push`,
        changes: true,
        verify: sh`git ls-files --error-unmatch ${path}`,
      },
    ];
  },
});

function getPath({ facts, build }: Situation): string {
  const set = build?.source?.buildspec;
  return facts.path ?? (set && !set.includes('\n') ? set : 'buildspec.yml');
}
