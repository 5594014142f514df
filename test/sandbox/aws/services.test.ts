import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  ListProjectsCommand,
  ListReportsCommand,
  RetryBuildCommand,
  UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import {
  CodeCommitClient,
  GetBranchCommand,
  GetCommitCommand,
  GetFileCommand,
  GetFolderCommand,
} from '@aws-sdk/client-codecommit';
import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  RetryStageExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startAws } from './index.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

describe('CodeBuild', () => {
  it('lists builds newest first, a hundred a page', async () => {
    const client = new CodeBuildClient(aws.client);
    for (let number = 1; number <= 120; number += 1) {
      const startedAt = new Date(Date.UTC(2026, 9, 1, 0, number));
      aws.load('succeeded-build', { number, startedAt, project: 'listed' });
    }

    const first = await client.send(new ListBuildsForProjectCommand({ projectName: 'listed' }));
    const second = await client.send(
      new ListBuildsForProjectCommand({ projectName: 'listed', nextToken: first.nextToken }),
    );
    const newest = await client.send(new ListBuildsCommand({}));

    expect([first.ids?.length, second.ids?.length]).toEqual([100, 20]);
    expect(new Set([...(first.ids ?? []), ...(second.ids ?? [])]).size).toBe(120);
    expect(newest.ids?.[0]).toBe(first.ids?.[0]);
    expect(second.nextToken).toBeUndefined();
  });

  it('tells a project with its tags, and takes a change of it', async () => {
    const client = new CodeBuildClient(aws.client);
    aws.load('parameter-store-access-denied');
    const { projects } = await client.send(new BatchGetProjectsCommand({ names: ['flask-app', 'gone'] }));

    expect(projects?.[0]?.tags).toEqual([{ key: 'faultline:channel', value: 'C0BUILDS' }]);
    expect((await client.send(new ListProjectsCommand({}))).projects).toEqual(['flask-app']);

    aws.load('docker-daemon-unavailable');
    const environment = { type: 'LINUX_CONTAINER', image: 'x', computeType: 'BUILD_GENERAL1_SMALL' } as const;
    const change = { name: 'flask-app', environment: { ...environment, privilegedMode: true } };
    const { project } = await client.send(new UpdateProjectCommand(change));
    expect(project?.environment?.privilegedMode).toBe(true);
  });

  it('retries a build as a new one of the next number', async () => {
    const { record } = aws.load('unknown-failure');

    const { build } = await new CodeBuildClient(aws.client).send(new RetryBuildCommand({ id: record.id }));

    expect(build).toMatchObject({ buildStatus: 'IN_PROGRESS', projectName: 'flask-app' });
    expect(build?.buildNumber).toBeGreaterThan(record.data.number);
    expect(build?.id).not.toBe(record.id);
  });

  it('has nothing in another region', async () => {
    const elsewhere = new CodeBuildClient({ ...aws.client, region: 'us-east-1' });

    expect((await elsewhere.send(new ListBuildsCommand({}))).ids).toEqual([]);
  });
});

describe('Parameter Store', () => {
  const find = async (filter: { Key: string; Option?: string; Values: string[] }) => {
    const answer = await new SSMClient(aws.client).send(
      new DescribeParametersCommand({ ParameterFilters: [filter] }),
    );
    return answer.Parameters?.map((parameter) => parameter.Name);
  };

  it('finds names that are equal, begin with or contain a text', async () => {
    aws.load('parameter-not-found');

    expect(await find({ Key: 'Name', Values: ['my_app_Docker_credentials_user'] })).toEqual([]);
    expect(
      await find({ Key: 'Name', Option: 'BeginsWith', Values: ['my_app_Docker_credentials_user'] }),
    ).toEqual(['my_app_Docker_credentials_username']);
    expect(await find({ Key: 'Name', Option: 'Contains', Values: ['password'] })).toEqual([
      'my_app_Docker_credentials_password',
    ]);
  });

  it('tells which of several parameters are not there, and says that a single one is not', async () => {
    aws.load('parameter-not-found');
    const ssm = new SSMClient(aws.client);
    const several = new GetParametersCommand({ Names: ['my_app_Docker_credentials_url', 'gone'] });

    expect(await ssm.send(several)).toMatchObject({ InvalidParameters: ['gone'] });
    await expect(ssm.send(new GetParameterCommand({ Name: 'gone' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  it('decrypts only when asked to', async () => {
    const ssm = new SSMClient(aws.client);
    await ssm.send(
      new PutParameterCommand({ Name: '/faultline/token', Value: 'quiet', Type: 'SecureString' }),
    );
    const read = async (WithDecryption: boolean) =>
      (await ssm.send(new GetParameterCommand({ Name: '/faultline/token', WithDecryption }))).Parameter
        ?.Value;

    expect(await read(true)).toBe('quiet');
    expect(await read(false)).not.toBe('quiet');
    const below = await ssm.send(new GetParametersByPathCommand({ Path: '/faultline' }));
    expect(below.Parameters?.map((parameter) => parameter.Name)).toEqual(['/faultline/token']);
    aws.load('parameter-not-found');
    expect(await read(true)).toBe('quiet');
    const again = new PutParameterCommand({ Name: '/faultline/token', Value: 'x' });
    await expect(ssm.send(again)).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  });
});

describe('ECR', () => {
  it('tells a repository, and that one is missing until it is created', async () => {
    aws.load('ecr-push-denied');
    const ecr = new ECRClient(aws.client);
    const describe = (name: string) => ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));

    expect((await describe('flask-app')).repositories?.[0]).toMatchObject({
      repositoryUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/flask-app',
    });
    await expect(describe('gone')).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'gone' does not exist in the registry with id '111122223333'",
    });
    await ecr.send(new CreateRepositoryCommand({ repositoryName: 'gone' }));
    expect((await describe('gone')).repositories).toHaveLength(1);
  });

  it('tells images by tag, and that a repository has no policy', async () => {
    aws.load('ecs-task-definition-missing');
    const ecr = new ECRClient(aws.client);
    const images = (imageTag: string) =>
      ecr.send(new DescribeImagesCommand({ repositoryName: 'flask-app', imageIds: [{ imageTag }] }));

    expect((await images('latest')).imageDetails).toHaveLength(1);
    await expect(images('v9')).rejects.toMatchObject({ name: 'ImageNotFoundException' });
    await expect(
      ecr.send(new GetRepositoryPolicyCommand({ repositoryName: 'flask-app' })),
    ).rejects.toMatchObject({
      name: 'RepositoryPolicyNotFoundException',
    });
  });
});

describe('CodeCommit', () => {
  const repositoryName = 'flask-app';

  it('tells a folder and a file of the commit that was built', async () => {
    const { build } = aws.load('requirements-not-found');
    const client = new CodeCommitClient(aws.client);
    const commitSpecifier = build.resolvedSourceVersion;

    const root = await client.send(
      new GetFolderCommand({ repositoryName, commitSpecifier, folderPath: '/' }),
    );
    const app = await client.send(
      new GetFolderCommand({ repositoryName, commitSpecifier, folderPath: 'day14/simple_python_app' }),
    );
    const file = await client.send(
      new GetFileCommand({ repositoryName, filePath: 'day14/simple_python_app/requirements.txt' }),
    );

    expect(root.files?.map((each) => each.relativePath)).toEqual(['buildspec.yml', 'README.md']);
    expect(app.files?.map((each) => each.absolutePath)).toContain('day14/simple_python_app/requirements.txt');
    expect(Buffer.from(file.fileContent ?? []).toString()).toBe('Flask==3.0.3\n');
  });

  it('tells what is not there', async () => {
    aws.load('requirements-not-found');
    const client = new CodeCommitClient(aws.client);
    const folder = (more: object) =>
      client.send(new GetFolderCommand({ repositoryName, folderPath: '/', ...more }));

    await expect(folder({ folderPath: 'gone' })).rejects.toMatchObject({
      name: 'FolderDoesNotExistException',
    });
    await expect(folder({ commitSpecifier: 'gone' })).rejects.toMatchObject({
      name: 'CommitDoesNotExistException',
    });
    await expect(folder({ repositoryName: 'gone' })).rejects.toMatchObject({
      name: 'RepositoryDoesNotExistException',
    });
  });

  it('resolves a branch to its commit', async () => {
    const { build } = aws.load('requirements-not-found');
    const client = new CodeCommitClient(aws.client);

    const { branch } = await client.send(new GetBranchCommand({ repositoryName, branchName: 'main' }));
    const { commit } = await client.send(
      new GetCommitCommand({ repositoryName, commitId: branch?.commitId }),
    );

    expect(commit?.commitId).toBe(build.resolvedSourceVersion);
  });
});

describe('CodePipeline', () => {
  it('tells which action of which stage ran the build, and why it failed', async () => {
    const { record } = aws.load('pipeline-build-failed');
    const client = new CodePipelineClient(aws.client);

    const { actionExecutionDetails } = await client.send(
      new ListActionExecutionsCommand({ pipelineName: 'flask-app-pipeline' }),
    );
    const state = await client.send(new GetPipelineStateCommand({ name: 'flask-app-pipeline' }));

    const action = actionExecutionDetails?.find(
      (each) => each.output?.executionResult?.externalExecutionId === record.id,
    );
    expect(action).toMatchObject({ stageName: 'Build', actionName: 'Build', status: 'Failed' });
    expect(state.stageStates?.[1]?.actionStates?.[0]?.latestExecution?.errorDetails?.code).toBe('JobFailed');
  });

  it('retries the stage that failed, and no other', async () => {
    aws.load('pipeline-build-failed');
    const client = new CodePipelineClient(aws.client);
    const pipelineName = 'flask-app-pipeline';
    const state = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
    const pipelineExecutionId = state.stageStates?.[1]?.latestExecution?.pipelineExecutionId;
    const retry = (stageName: string) =>
      client.send(
        new RetryStageExecutionCommand({
          pipelineName,
          stageName,
          pipelineExecutionId,
          retryMode: 'FAILED_ACTIONS',
        }),
      );

    await expect(retry('Build')).resolves.toMatchObject({ pipelineExecutionId });
    await expect(retry('Source')).rejects.toMatchObject({ name: 'StageNotRetryableException' });
    const execution = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: 'gone' });
    await expect(client.send(execution)).rejects.toMatchObject({
      name: 'PipelineExecutionNotFoundException',
    });
  });
});

describe('an operation that is not there', () => {
  it('is refused in the words of each protocol', async () => {
    await expect(new CodeBuildClient(aws.client).send(new ListReportsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    await expect(new IAMClient(aws.client).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
    });
    await expect(
      new S3Client({ ...aws.client, maxAttempts: 1 }).send(new ListBucketsCommand({})),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });

  it('is refused for a service that is not there, for a body that is no JSON, and without a signature', async () => {
    const ask = async (service: string, body: string) => {
      const authorization = `AWS4-HMAC-SHA256 Credential=a/20261120/eu-central-1/${service}/aws4_request, Signature=0`;
      const headers = { 'x-amz-target': 'X.DoIt', ...(service !== '' && { authorization }) };
      const response = await fetch(aws.url, { method: 'POST', headers, body });
      return (await response.json()) as { __type: string };
    };

    expect((await ask('kinesis', '{}')).__type).toBe('UnknownOperationException');
    expect((await ask('codebuild', '{')).__type).toBe('SerializationException');
    expect((await ask('', '{}')).__type).toBe('MissingAuthenticationTokenException');
  });

  it('is refused as a validation error where the input is wrong', async () => {
    const tooMany = new GetParametersCommand({ Names: Array.from({ length: 11 }, (_, i) => `name-${i}`) });

    await expect(new SSMClient(aws.client).send(tooMany)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
