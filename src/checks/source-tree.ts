import type { Build } from '../model.ts';
import { isError, type Result, unknown } from './check.ts';
import type { CheckClients } from './clients.ts';
import { GitHubError } from './github.ts';
import { openCodeCommit } from './source-codecommit.ts';
import { openGitHub } from './source-github.ts';
import { openArchive, openFolder } from './source-zip.ts';

export interface SourceFile {
  /** From the root of the source, without a slash in front. */
  path: string;
  /** Undefined where the source does not tell. */
  isExecutable?: boolean | undefined;
}

export interface SourceTree {
  files: readonly SourceFile[];
  /** Whether there are more files than were listed. */
  isPartial: boolean;
}

/** The source of the very commit that was built. Its methods throw what AWS's SDK or GitHub's client throws. */
export interface Source {
  /** The permission that a refusal is about. */
  needs: string;
  list(): Promise<SourceTree>;
  /** The content of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** How many commits the second is ahead of the first; undefined where it is not. */
  countCommits?: ((before: string, after: string) => Promise<number | undefined>) | undefined;
}

type SourceClients = Pick<CheckClients, 'codecommit' | 's3' | 'github'>;

const opened = new WeakMap<Build, Source | undefined>();

/**
 * Opens the source of a build; no call is made before one of its methods is called, and its tree is listed once,
 * however many ask. Undefined for a kind of source, or a commit, that cannot be looked at from here.
 */
export function openSource(clients: SourceClients, build: Build): Source | undefined {
  if (!opened.has(build)) opened.set(build, listOnce(open(clients, build)));
  return opened.get(build);
}

function open({ codecommit, s3, github }: SourceClients, build: Build): Source | undefined {
  const { source } = build;
  const commit = source?.commit ?? source?.version;
  const location = source?.location ?? '';
  switch (source?.type) {
    case 'CODECOMMIT':
      return commit ? openCodeCommit(codecommit, location, commit) : undefined;
    case 'GITHUB':
    case 'GITHUB_ENTERPRISE':
      return commit ? openGitHub(github, location, commit) : undefined;
    case 'S3':
      return openS3(s3, location, source.version);
    case 'CODEPIPELINE': {
      const archive = build.archive ?? parseArchiveArn(source.version);
      return archive && openArchive(s3, archive);
    }
    default:
      return undefined;
  }
}

/** `bucket/path/source.zip`, or `bucket/path/` for a folder. https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html */
function openS3(s3: CheckClients['s3'], location: string, version: string | undefined): Source | undefined {
  const [, bucket, key = ''] = /^([^/]+)\/(.*)$/.exec(location.replace(/^arn:aws[\w-]*:s3:::/, '')) ?? [];
  if (!bucket) return undefined;
  return key === '' || key.endsWith('/')
    ? openFolder(s3, bucket, key)
    : openArchive(s3, { bucket, key, version });
}

/** CodePipeline tells the artifact as the source version: `arn:aws:s3:::bucket/pipeline/SourceArti/Xy7Qk2b`. */
function parseArchiveArn(arn: string | undefined): { bucket: string; key: string } | undefined {
  const [, bucket, key] = /^arn:aws[\w-]*:s3:::([^/]+)\/(.+)$/.exec(arn ?? '') ?? [];
  return bucket && key ? { bucket, key } : undefined;
}

function listOnce(source: Source | undefined): Source | undefined {
  if (!source) return undefined;
  let tree: Promise<SourceTree> | undefined;
  return {
    ...source,
    list: () => {
      tree ??= source.list();
      return tree;
    },
  };
}

/**
 * Asks the source of a build. Where there is none that can be looked at, or it refuses, the answer is `unknown` with
 * the reason; what else the SDK throws is thrown on.
 */
export async function askSource(
  clients: SourceClients,
  build: Build,
  ask: (source: Source) => Promise<Result>,
): Promise<Result> {
  const source = openSource(clients, build);
  if (!source)
    return unknown(`Not checked: the source (${build.source?.type ?? 'none'}) cannot be read from here.`);
  try {
    return await ask(source);
  } catch (error) {
    if (error instanceof GitHubError) return unknown(`Not checked: ${error.message}`);
    if (isError(error, 'AccessDenied', 'AccessDeniedException'))
      return unknown(`Not checked: Faultline's role needs ${source.needs}.`);
    throw error;
  }
}
