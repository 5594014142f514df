import { BatchGetBuildsCommand, CodeBuildClient, ListBuildsCommand } from '@aws-sdk/client-codebuild';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startAws } from './index.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startAws();
});
afterEach(() => {
  aws.faults.clear();
  aws.calls.length = 0;
});
afterAll(() => aws.stop());

function builds() {
  return new CodeBuildClient({ ...aws.client, maxAttempts: 3 });
}

it('throttles as many calls as it is told, and the SDK gets through after that', async () => {
  aws.faults.fail('codebuild:ListBuilds', { code: 'ThrottlingException', times: 2 });

  const answer = await builds().send(new ListBuildsCommand({}));

  expect(answer.ids).toEqual([]);
  expect(aws.calls.map((call) => call.operation)).toEqual(['ListBuilds', 'ListBuilds', 'ListBuilds']);
});

it('denies one operation of a service and leaves the others alone', async () => {
  aws.faults.fail('codebuild:ListBuilds', { code: 'AccessDeniedException', message: 'No.' });

  await expect(builds().send(new ListBuildsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'No.',
  });
  await expect(builds().send(new BatchGetBuildsCommand({ ids: ['a:b'] }))).resolves.toMatchObject({
    buildsNotFound: ['a:b'],
  });
});

it('fails a whole service, in the words of its protocol', async () => {
  aws.faults.fail(/^(iam|s3):/, { code: 'AccessDenied', status: 403 });
  const role = new GetRoleCommand({ RoleName: 'x' });
  const object = new GetObjectCommand({ Bucket: 'bucket', Key: 'key' });

  await expect(new IAMClient(aws.client).send(role)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(new S3Client(aws.client).send(object)).rejects.toMatchObject({ name: 'AccessDenied' });
});

it('fails by what is in the input', async () => {
  aws.faults.fail((call) => JSON.stringify(call.input).includes('secret'), {
    code: 'InternalServerError',
    status: 500,
  });
  const ssm = new SSMClient({ ...aws.client, maxAttempts: 1 });
  const find = (value: string) =>
    ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [value] }] }));

  await expect(find('secret')).rejects.toMatchObject({ name: 'InternalServerError' });
  await expect(find('other')).resolves.toMatchObject({ Parameters: [] });
});

it('makes calls slow', async () => {
  aws.faults.delay(60, 'codebuild');
  const before = performance.now();

  await builds().send(new ListBuildsCommand({}));

  expect(performance.now() - before).toBeGreaterThan(55);
});

it('records every call with its input', async () => {
  await builds().send(new BatchGetBuildsCommand({ ids: ['a:b'] }));

  expect(aws.calls).toMatchObject([
    { service: 'codebuild', region: 'eu-central-1', operation: 'BatchGetBuilds', input: { ids: ['a:b'] } },
  ]);
});
