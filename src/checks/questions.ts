/**
 * Assertions that a signature makes about the account or the source. Each is answered
 * `confirmed` (it is so), `refuted` (it is not) or `unknown` with the reason; see the file of the same name.
 * Plain data: a signature does no I/O.
 */
export type Question =
  /** IAM does not let the principal (role ARN or name; default: the build's role) do this. */
  | {
      kind: 'permission-missing';
      action: string;
      resource?: string | undefined;
      principal?: string | undefined;
    }
  /** Parameter Store has no parameter of this name in the build's region. */
  | { kind: 'parameter-missing'; name: string }
  /** ECR has no repository of this name (in this region, default the build's). */
  | { kind: 'ecr-repository-missing'; repository: string; region?: string | undefined }
  /** The role's trust policy does not let CodeBuild assume it. */
  | { kind: 'trust-missing'; role: string }
  /** The project runs without privileged mode. */
  | { kind: 'privileged-mode-off' }
  /** The file is not at this path (relative to the source's root or absolute below CODEBUILD_SRC_DIR) in the commit's tree. Adds the fact `found`: the paths at which it is, newline-separated. */
  | { kind: 'file-misplaced'; path: string };
