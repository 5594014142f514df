import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { CodeStarConnectionsClient } from '@aws-sdk/client-codestar-connections';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { TIME_LIMITS } from '../aws.ts';
import { getAwsEndpoint, getGitHubSettings } from '../config.ts';
import type { MemberCredentials } from '../member-credentials.ts';
import { readSecret } from '../secret.ts';
import { connectGitHub, type GitHub } from './github.ts';

/** The clients that the checks ask with, of one region. */
export interface CheckClients {
  codebuild: CodeBuildClient;
  codecommit: CodeCommitClient;
  connections: CodeStarConnectionsClient;
  ecr: ECRClient;
  github: GitHub;
  iam: IAMClient;
  kms: KMSClient;
  logs: CloudWatchLogsClient;
  quotas: ServiceQuotasClient;
  s3: S3Client;
  secrets: SecretsManagerClient;
  ssm: SSMClient;
  sts: STSClient;
  /** Read when it is first needed: EC2's client is as large as all others together. */
  ec2: () => Promise<EC2Client>;
  /** The same of another region. */
  of: (region: string) => CheckClients;
}

/** Makes the clients of a region, which ask with the credentials of a role in another account where given; kept by the caller. */
export function connectChecks(
  region: string,
  endpoint = getAwsEndpoint(),
  credentials?: MemberCredentials | undefined,
): CheckClients {
  const options = {
    region,
    maxAttempts: 2,
    requestHandler: TIME_LIMITS,
    ...(credentials && { credentials }),
  } as const;
  const { apiUrl, token } = getGitHubSettings();
  return {
    codebuild: new CodeBuildClient(options),
    codecommit: new CodeCommitClient(options),
    connections: new CodeStarConnectionsClient(options),
    ecr: new ECRClient(options),
    github: connectGitHub({ apiUrl, readToken: token && (() => readSecret(token)) }),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    logs: new CloudWatchLogsClient(options),
    quotas: new ServiceQuotasClient(options),
    // A bucket of another region answers with its region: asked there, it tells the rest.
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined, followRegionRedirects: true }),
    secrets: new SecretsManagerClient(options),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
    ec2: async () => new (await import('@aws-sdk/client-ec2')).EC2Client(options),
    of: (other) => connectChecks(other, endpoint, credentials),
  };
}
