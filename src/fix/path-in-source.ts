export interface Missing {
  /** As the tool named it: relative to where the command ran, or absolute. */
  path: string;
  /** How the buildspec would call for it; stands in the patch where the failing command is unknown. */
  command: string;
}

/** `/codebuild/output/src123/src/github.com/me/app/x.txt`, `./x.txt` and `x.txt` alike as a path from the source's root. */
export function getPathInSource(path: string): string {
  return path
    .replace(
      /^\/codebuild\/output\/src\w+\/(?:src\/)?(?:(?:github\.com|bitbucket\.org|gitlab\.com)\/[^/]+\/[^/]+\/|git-codecommit\.[^/]+\/v1\/repos\/[^/]+\/|s3\/\d+\/)?/,
      '',
    )
    .replace(/^(?:\.\/)+/, '');
}
