import type { Build } from '../model.ts';
import type { CheckClients } from './clients.ts';
import type { Source, SourceTree } from './source.ts';
import { openCodeCommit } from './source-codecommit.ts';
import { openGitHub } from './source-github.ts';
import { openArchive, openFolder } from './source-zip.ts';

/** What a source is read with. */
export type SourceClients = Pick<CheckClients, 'codecommit' | 's3' | 'github' | 'of'>;

const opened = new WeakMap<Build, Source | undefined>();

/**
 * Opens the source of a build; no call is made before one of its methods is called, and its tree is listed once,
 * however many ask. Undefined for a kind of source, or a commit, that cannot be looked at from here.
 */
export function openSource(clients: SourceClients, build: Build): Source | undefined {
  if (!opened.has(build)) opened.set(build, listOnce(open(clients, build)));
  return opened.get(build);
}

function open(clients: SourceClients, build: Build): Source | undefined {
  const { s3, github } = clients;
  const { source } = build;
  const commit = source?.commit ?? source?.version;
  const location = source?.location ?? '';
  switch (source?.type) {
    case 'CODECOMMIT':
      return commit ? openCodeCommit(findCodeCommit(clients, location, build), location, commit) : undefined;
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

/** A repository may be in another region than the build. */
function findCodeCommit({ codecommit, of }: SourceClients, location: string, { region }: Build) {
  const other = /git-codecommit(?:-fips)?\.([a-z0-9-]+)\./.exec(location)?.[1];
  return other === undefined || other === region ? codecommit : of(other).codecommit;
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
