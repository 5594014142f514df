import { getContextSteps } from '../../src/fix/docker-context.ts';
import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-copy-source-missing',
  family: 'files',
  title: 'COPY or ADD names a path that is not in the build context',
  patterns: [
    // The classic builder: the directory of Docker's own copy of the context is cut off.
    /(?:COPY|ADD) failed: (?:l?stat|file not found in build context or excluded by \.dockerignore: stat) (?:\/var\/lib\/docker\/\S*?(?:docker-builder\d+|merged)\/)?(?<path>\S+?): (?:no such file|file does not exist|not a directory)/,
    /(?:COPY|ADD) failed: file not found in build context/,
    /(?:COPY|ADD) failed: (?:no source files were specified|Forbidden path outside the build context: (?<path>\S+))/i,
    /(?:COPY|ADD) failed: CreateFile \\\\\?\\\S*\\docker-builder\d+\\(?<path>[^\s:]+): The system cannot find/,
    {
      line: /^lstat (?<path>\S+): no such file or directory/,
      near: { line: /^Step \d+.{0,8} : (?:COPY|ADD) /, within: 2 },
    },
    // BuildKit, 2020 and later.
    /failed to (?:compute cache key|calculate checksum of ref \S+): (?:failed to calculate checksum of ref \S+: )?(?:failed to walk \S+: lstat )?"?(?<path>[^"\s]+?)"?:? (?:not found|no such file or directory)/,
    /failed to (?:compute cache key|calculate checksum).{0,200}(?:not found|no such file or directory)/,
    // kaniko, podman and buildah.
    /failed to get fileinfo for (?<path>\S+): lstat \S+: no such file/,
    /(?:COPY|ADD) .{0,160}: (?:no items matching glob|copier: stat:) "(?<path>[^"]+)"/,
  ],
  above: [
    'file-missing',
    'directory-missing',
    'docker-build-step-failed',
    'docker-image-not-found',
    'docker-invalid-reference',
  ],
  checks: (situation) => [{ kind: 'file-misplaced', path: getPath(situation) }],
  explain: (situation) =>
    `The Dockerfile copies \`${getPathInSource(getPath(situation))}\`, which is not in the build context: it was not built yet, lies outside the directory given to docker build, or .dockerignore leaves it out.`,
  fix: (situation) => [
    ...getContextSteps(getPath(situation), situation),
    ...getMisplacedSteps({ path: getPath(situation), command: 'docker build -t "$IMAGE" .' }, situation),
    {
      title: `See what the context holds: ${getPath(situation)} must be below the directory that docker build is given, be made before docker build runs, and not match a line of .dockerignore`,
      command: 'ls -la . && cat .dockerignore',
      changes: false,
    },
  ],
});

/** COPY's paths are the context's own, a slash in front means its root. */
function getPath({ facts }: Situation): string {
  return (facts.path ?? 'YOUR_PATH').replace(/^\/(?!codebuild\/)/, '').replace(/\/$/, '');
}
