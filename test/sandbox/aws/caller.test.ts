import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsCommand,
  RetryBuildCommand,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { CodeCommitClient, GetFolderCommand } from '@aws-sdk/client-codecommit';
import {
  CodePipelineClient,
  ListActionExecutionsCommand,
  RetryStageExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeParametersCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, readDeployedPolicy, type Scenario, startAws } from './index.ts';

const PLACE = { account: '111122223333', region: 'eu-central-1', table: 'faultline' };
const RoleName = 'codebuild-flask-app-service-role';
let aws: LocalAws;
let scenario: Scenario;

beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.setCallerPolicy(readDeployedPolicy(PLACE));
  scenario = aws.load('requirements-not-found');
});
afterAll(() => aws.stop());

describe('the role of serverless.yml', () => {
  it('reads builds and their logs', async () => {
    const codebuild = new CodeBuildClient(aws.client);
    const logs = new CloudWatchLogsClient(aws.client);
    const { id, uuid } = scenario.record;

    await codebuild.send(new ListBuildsCommand({}));
    const { builds } = await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }));
    const where = { logGroupName: '/aws/codebuild/flask-app', logStreamName: uuid };
    const { events } = await logs.send(new GetLogEventsCommand(where));

    expect(builds).toHaveLength(1);
    expect(events?.length).toBeGreaterThan(10);
  });

  it('asks the questions of the checks', async () => {
    const iam = new IAMClient(aws.client);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const simulate = { PolicySourceArn: Role?.Arn, ActionNames: ['s3:GetObject'] };

    await iam.send(new SimulatePrincipalPolicyCommand(simulate));
    await new SSMClient(aws.client).send(new DescribeParametersCommand({}));
    await new ECRClient(aws.client).send(new DescribeRepositoriesCommand({}));
    const folder = await new CodeCommitClient(aws.client).send(
      new GetFolderCommand({ repositoryName: 'flask-app', folderPath: '/' }),
    );

    expect(folder.subFolders?.map((each) => each.relativePath)).toEqual(['day14']);
  });

  it('uses its own table, its own events, and knows itself', async () => {
    const table = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
    await table.send(new PutCommand({ TableName: 'faultline', Item: { pk: 'a', sk: 'b' } }));
    await table.send(
      new QueryCommand({
        TableName: 'faultline',
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :x',
        ExpressionAttributeValues: { ':x': 'y' },
      }),
    );
    const entry = { Source: 'faultline', DetailType: 'Build Diagnosed', Detail: '{}' };
    const put = await new EventBridgeClient(aws.client).send(new PutEventsCommand({ Entries: [entry] }));
    await new STSClient(aws.client).send(new GetCallerIdentityCommand({}));

    expect(put.FailedEntryCount).toBe(0);
  });

  it('reads pipelines', async () => {
    aws.load('pipeline-build-failed');

    const { actionExecutionDetails } = await new CodePipelineClient(aws.client).send(
      new ListActionExecutionsCommand({ pipelineName: 'flask-app-pipeline' }),
    );

    expect(actionExecutionDetails?.length).toBeGreaterThan(0);
  });

  it('may not read a parameter of the build, nor write to the account', async () => {
    const ssm = new SSMClient(aws.client);
    const iam = new IAMClient(aws.client);
    const put = { RoleName, PolicyName: 'x', PolicyDocument: '{}' };
    const retry = {
      pipelineName: 'p',
      stageName: 's',
      pipelineExecutionId: 'e',
      retryMode: 'FAILED_ACTIONS',
    } as const;
    const foreign = new GetParameterCommand({ Name: 'my_app_Docker_credentials_password' });

    await expect(ssm.send(foreign)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /^User: arn:aws:sts::111122223333:assumed-role\/faultline\/session is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-central-1:111122223333:parameter\/my_app_Docker_credentials_password because no identity-based policy allows the ssm:GetParameter action$/,
      ),
    });
    await expect(iam.send(new PutRolePolicyCommand(put))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      new CodePipelineClient(aws.client).send(new RetryStageExecutionCommand(retry)),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(new DynamoDBClient(aws.client).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('reads only the objects that it was deployed for', async () => {
    aws.setCallerPolicy(
      readDeployedPolicy(PLACE, { readableObjects: 'arn:aws:s3:::flask-app-build-logs/*' }),
    );
    const { record } = aws.load('log-in-s3');
    const s3 = new S3Client(aws.client);
    const log = { Bucket: 'flask-app-build-logs', Key: `codebuild/flask-app/${record.uuid}.gz` };

    await expect(s3.send(new GetObjectCommand(log))).resolves.toMatchObject({
      ContentType: 'application/x-gzip',
    });
    await expect(s3.send(new GetObjectCommand({ ...log, Bucket: 'another' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('retries a build only when that was switched on', async () => {
    const codebuild = new CodeBuildClient(aws.client);
    const retry = new RetryBuildCommand({ id: scenario.record.id });

    await expect(codebuild.send(retry)).rejects.toThrow(/explicit deny/);
    aws.setCallerPolicy(readDeployedPolicy(PLACE, { retryBuilds: 'on' }));
    await expect(codebuild.send(retry)).resolves.toMatchObject({ build: { buildStatus: 'IN_PROGRESS' } });
    await expect(codebuild.send(new StartBuildCommand({ projectName: 'flask-app' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
