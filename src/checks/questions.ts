import type { Statement } from '../fix/policy.ts';
import type { PhaseType } from '../model.ts';

/**
 * Assertions that a signature makes about the account or the source. Each is answered
 * `confirmed` (it is so), `refuted` (it is not) or `unknown` with the reason; see the file of the same name.
 * Plain data: a signature does no I/O.
 */
export type Question =
  /**
   * IAM does not let the principal (role ARN or name; default: the build's role) do this. Adds facts: `deny`,
   * `denyPolicy`, `denyStatement`, `missing`, `boundary` (why), `further` (what else the command needs and lacks, one
   * `ACTION RESOURCE` a line), `suspects` (IAM allows it: what else can have refused).
   */
  | {
      kind: 'permission-missing';
      action: string;
      resource?: string | undefined;
      principal?: string | undefined;
      /** The statements of the fix: asked in the same simulation, and added to prove it. Default: the action on the resource. */
      statements?: readonly Statement[] | undefined;
      /** The kind of policy that AWS itself named in its refusal. */
      said?: string | undefined;
    }
  /** IAM does not allow what EC2 says encoded. Adds `action`, `resource`, `principal` and what `permission-missing` adds. */
  | { kind: 'refusal-encoded'; message: string }
  /** Parameter Store has no parameter of this name in the build's region. Adds `near`. */
  | { kind: 'parameter-missing'; name: string }
  /** The parameters are SecureStrings under a key of the account's own: reading them takes kms:Decrypt as well. Adds `keys`. */
  | { kind: 'parameter-encrypted'; names: readonly string[] }
  /** Secrets Manager has no such secret (name or ARN), it is scheduled for deletion, or no version has the stage. Adds `near`, `state`. */
  | { kind: 'secret-missing'; id: string; stage?: string | undefined }
  /** The KMS key (ARN, id or alias) is not there or cannot be used as it is. Adds `keyState`. */
  | { kind: 'key-unusable'; key: string }
  /** The bucket is not there, or in another region than the build. Adds `region`. */
  | { kind: 'bucket-elsewhere'; bucket: string }
  /** The bucket has no object of this key. Adds `near`. A hint is told only where it is so, and not weighed. */
  | { kind: 'object-missing'; bucket: string; key: string; isHint?: boolean | undefined }
  /** CloudWatch Logs has no group of this name. */
  | { kind: 'log-group-missing'; group: string }
  /** ECR has no repository of this name (in this region, default the build's). Adds `near`. */
  | { kind: 'ecr-repository-missing'; repository: string; region?: string | undefined }
  /** The repository has no image of this tag. Adds `tags`: the newest that it has. */
  | { kind: 'ecr-image-missing'; repository: string; tag: string; region?: string | undefined }
  /** The repository has immutable tags, and this one is taken. */
  | { kind: 'ecr-tag-immutable'; repository: string; tag: string }
  /** The repository's own policy denies these actions. Adds `deny`. */
  | { kind: 'ecr-policy-denies'; repository: string; actions: readonly string[] }
  /** A subnet, route or security group of the build's VPC keeps it from the host. Adds `wayOut`: what stands in the way. */
  | { kind: 'vpc-way-out-missing'; host?: string | undefined; port?: string | undefined }
  /** The subnets of the build's VPC have no free address. */
  | { kind: 'subnet-full' }
  /** The connection to the source provider is not AVAILABLE. Adds `connectionStatus`. */
  | { kind: 'connection-unavailable'; connection: string }
  /** As many builds run on the build's kind of machine as the account may run at once. Adds `quotaCode`, `limit`. */
  | { kind: 'build-quota-used' }
  /** Green builds of the project take nearly as long as its timeout allows. Adds `usualMinutes`. */
  | { kind: 'timeout-too-short' }
  /** The role's trust policy does not let CodeBuild, or this role, assume it. */
  | { kind: 'trust-missing'; role: string; principal?: string | undefined }
  /** The project runs without privileged mode. */
  | { kind: 'privileged-mode-off' }
  /** The file is not at this path (relative to the source's root or absolute below CODEBUILD_SRC_DIR) in the commit's tree. Adds `place` (there, elsewhere, several, other-case, nowhere), `found` (the paths at which it is, one a line), `near` (nowhere, but this is called alike). */
  | { kind: 'file-misplaced'; path: string; what?: 'file' | 'directory' | undefined }
  /** The file has no execute bit in the commit. Adds `mode` and `found`. */
  | { kind: 'not-executable'; path: string }
  /**
   * Where the buildspec calls the command. Says nothing of the diagnosis; makes the fix's patches apply to the very
   * file. Asked by itself where a fix patches the buildspec. Adds `buildspecFile` and `buildspecLine`.
   */
  | { kind: 'buildspec'; command?: string | undefined; phase?: PhaseType | undefined }
  /** The build's test reports name failed cases. Asked by itself where there are reports. Adds `test`. */
  | { kind: 'failing-tests' };
