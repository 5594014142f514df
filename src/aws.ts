import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import type { S3Client } from '@aws-sdk/client-s3';
import { ConfigurationError } from './errors.ts';
import type { MemberCredentials } from './member-credentials.ts';
import type { FindCredentials } from './members.ts';
import type { Place } from './place.ts';

/** The clients that read builds and logs, of one place. */
export interface Aws {
  region: string;
  /** As it was asked for; undefined: Faultline's own. */
  account: string | undefined;
  /** Of a role in another account; undefined: Faultline's own. */
  credentials: MemberCredentials | undefined;
  codebuild: CodeBuildClient;
  logs: CloudWatchLogsClient;
  /** Loaded when first needed, as the two below: most builds need none of them. */
  s3: () => Promise<S3Client>;
  codepipeline: () => Promise<CodePipelineClient>;
  cloudtrail: () => Promise<CloudTrailClient>;
}

/** Takes a place, or a region of Faultline's own account. */
export type AwsIn = (place: Place | string) => Aws;

export interface AwsSettings {
  /** Another endpoint than AWS's own: buckets are then addressed by path. */
  endpoint?: string | undefined;
  /** How other accounts are read; left out, all is asked with the process's own credentials. */
  findCredentials?: FindCredentials | undefined;
}

/** How long one answer may take, in milliseconds: the SDK by itself waits for ever, and a function that does tells nobody. */
export const TIME_LIMITS = {
  connectionTimeout: 2000,
  requestTimeout: 4000,
  throwOnRequestTimeout: true,
} as const;

/** Makes clients, one set a region and account, kept for the life of the process. */
export function connectAws({ endpoint, findCredentials }: AwsSettings): AwsIn {
  const byPlace = new Map<string, Aws>();
  return (where) => {
    const place = typeof where === 'string' ? { region: where } : where;
    const credentials = findCredentials?.(place);
    const key = credentials ? `${place.account} ${place.region}` : place.region;
    const known = byPlace.get(key) ?? makeClients(place, credentials, endpoint);
    byPlace.set(key, known);
    return known;
  };
}

/**
 * Adaptive retries slow down when AWS throttles, instead of multiplying the calls. Logs get one retry only, and a worker
 * does not slow down for itself: what all workers of the account read a second is limited, so what is throttled twice is
 * put off until its turn (src/tell-in-turn.ts).
 */
function makeClients(
  { region, account }: Place,
  credentials: MemberCredentials | undefined,
  endpoint: string | undefined,
): Aws {
  const options = {
    region,
    retryMode: 'adaptive',
    maxAttempts: 4,
    requestHandler: TIME_LIMITS,
    ...(credentials && { credentials }),
  } as const;
  return {
    region,
    account: credentials && account,
    credentials,
    codebuild: new CodeBuildClient(options),
    logs: new CloudWatchLogsClient({ ...options, retryMode: 'standard', maxAttempts: 2 }),
    s3: once(async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      return new S3Client({ ...options, forcePathStyle: endpoint !== undefined });
    }),
    codepipeline: once(
      async () => new (await import('@aws-sdk/client-codepipeline')).CodePipelineClient(options),
    ),
    cloudtrail: once(async () => new (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient(options)),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The region of the SDK's own configuration (profile, instance). Throws ConfigurationError where there is none. */
export async function getDefaultRegion(): Promise<string> {
  try {
    return await new CodeBuildClient({}).config.region();
  } catch (error) {
    throw new ConfigurationError('AWS_REGION', 'is not set, and no AWS profile names a region', {
      cause: error,
    });
  }
}
