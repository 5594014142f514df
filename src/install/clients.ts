import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** What an installation is examined and made with, in one region. */
export interface InstallClients {
  region: string;
  cloudformation: CloudFormationClient;
  cloudwatch: CloudWatchClient;
  codebuild: CodeBuildClient;
  dynamodb: DynamoDBClient;
  events: EventBridgeClient;
  iam: IAMClient;
  kms: KMSClient;
  lambda: LambdaClient;
  logs: CloudWatchLogsClient;
  scheduler: SchedulerClient;
  sqs: SQSClient;
  ssm: SSMClient;
  sts: STSClient;
}

/** A service that does not answer is given up soon: the others have their say. Endpoints are those of the SDK's environment. */
export function connectInstallation(region: string): InstallClients {
  const options = {
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 5000, throwOnRequestTimeout: true },
  };
  return {
    region,
    cloudformation: new CloudFormationClient(options),
    cloudwatch: new CloudWatchClient(options),
    codebuild: new CodeBuildClient(options),
    dynamodb: new DynamoDBClient(options),
    events: new EventBridgeClient(options),
    iam: new IAMClient({ ...options, maxAttempts: 5 }),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    scheduler: new SchedulerClient(options),
    // A queue's address names AWS's own host, wherever it is asked.
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
  };
}
