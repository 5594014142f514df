import { getDockerfileSteps } from '../../src/fix/docker-context.ts';
import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'dockerfile-missing',
  family: 'files',
  title: 'docker build finds no Dockerfile at the path',
  patterns: [
    // The classic builder, Linux and Windows.
    /unable to evaluate symlinks in Dockerfile path: (?:lstat|GetFileAttributesEx|CreateFile) (?<path>\S+?): (?:no such file|The system cannot find)/,
    /unable to evaluate symlinks in (?:Dockerfile path|context): (?:lstat|CreateFile) (?<path>\S+?): (?:no such file|not a directory|The system)/,
    /unable to prepare context: path "(?<path>[^"]+)" not found/,
    // BuildKit through its versions; the mount is BuildKit's own copy of the context.
    /failed to read dockerfile: open (?:\S*buildkit-mount\d+\/)?(?<path>[^\s:]+): (?:no such file or directory|not a directory)/,
    /failed to read dockerfile: .{0,80}(?:no such file or directory|not found|is a directory)/,
    /resolve : lstat (?<path>\S+): no such file or directory/,
    // docker-compose 1 and docker-py, kaniko, podman and buildah.
    /Cannot locate specified Dockerfile: (?<path>\S+)/,
    /error resolving dockerfile path: please provide a valid path to a Dockerfile/,
    /no Containerfile or Dockerfile specified or found in context directory,? (?<path>[^\s:]+)/,
    /(?:no such file or directory|cannot find|not found|does not exist):? .{0,3}(?<path>[^\s'"]*Dockerfile[^\s'":]*)['"]?$/i,
    /(?:lstat|stat|open|access) '?(?:\S*buildkit-mount\d+\/)?(?<path>[^\s':]*Dockerfile[^\s':]*)'?: (?:no such file or directory|file does not exist)/,
    // sed, cat, cp in front of docker build.
    /(?:cannot stat|can't read|cat:|cannot access) ['‘]?(?<path>[^'’:]*Dockerfile[^'’:]*)['’]?: No such file or directory/,
  ],
  above: [
    'file-missing',
    'directory-missing',
    'docker-build-step-failed',
    'docker-copy-source-missing',
    'docker-image-not-found',
  ],
  checks: (situation) => [{ kind: 'file-misplaced', path: getPath(situation) }],
  explain: (situation) =>
    `docker build found no Dockerfile at \`${getPathInSource(getPath(situation))}\`. A push that fails afterwards is only a consequence: no image was built.`,
  fix: (situation) => [
    ...getMisplacedSteps({ path: getPath(situation), command: 'docker build -t "$IMAGE" .' }, situation),
    ...nameStep(situation),
  ],
});

function nameStep(situation: Situation): FixStep[] {
  const known = getDockerfileSteps(situation);
  if (known.length > 0) return known;
  return [
    {
      title: 'Or leave the directory as it is and name both the Dockerfile and the context',
      command: 'docker build --file YOUR_DIRECTORY/Dockerfile YOUR_DIRECTORY',
      changes: false,
    },
  ];
}

/** Some builders name the directory only. */
function getPath({ facts }: Situation): string {
  const path = facts.path ?? 'Dockerfile';
  return /docker(?:file)?[^/]*$|containerfile|\.\w+$/i.test(path)
    ? path
    : `${path.replace(/[/.]+$/, '')}/Dockerfile`;
}
