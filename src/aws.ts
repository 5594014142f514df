import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { S3Client } from '@aws-sdk/client-s3';
import { ConfigurationError } from './errors.ts';

/** The clients that read builds and logs, of one region. */
export interface Aws {
  region: string;
  codebuild: CodeBuildClient;
  logs: CloudWatchLogsClient;
  s3: S3Client;
  codepipeline: CodePipelineClient;
  cloudtrail: CloudTrailClient;
}

export type AwsIn = (region: string) => Aws;

export interface AwsSettings {
  /** Another endpoint than AWS's own: buckets are then addressed by path. */
  endpoint?: string | undefined;
}

/** Makes clients, one set a region, kept for the life of the process. */
export function connectAws({ endpoint }: AwsSettings): AwsIn {
  const byRegion = new Map<string, Aws>();
  return (region) => {
    const known = byRegion.get(region) ?? makeClients(region, endpoint);
    byRegion.set(region, known);
    return known;
  };
}

/** Adaptive retries slow down when AWS throttles, instead of multiplying the calls. */
function makeClients(region: string, endpoint: string | undefined): Aws {
  const options = { region, retryMode: 'adaptive', maxAttempts: 4 } as const;
  return {
    region,
    codebuild: new CodeBuildClient(options),
    logs: new CloudWatchLogsClient(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    codepipeline: new CodePipelineClient(options),
    cloudtrail: new CloudTrailClient(options),
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
