import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDeployment } from '../sandbox/aws/index.ts';
import { BUILDS, signSlashCommand } from '../sandbox/slack/index.ts';
import { type Deployment, deploy } from './deployment.ts';
import { makePackage, type Package } from './package.ts';
import { describeTemplate } from './template-suite.ts';

let packaged: Package;
let deployed: Deployment;

beforeAll(async () => {
  packaged = makePackage();
  deployed = await deploy(packaged);
  // Packaging takes seconds, on a loaded machine many.
}, 180_000);
afterAll(async () => {
  await deployed?.stop();
  for (const folder of Object.values(packaged?.folders ?? {})) rmSync(folder, { recursive: true });
});
beforeEach(() => {
  deployed.slack.clear();
  deployed.slack.faults.up();
});

const read = () => JSON.stringify(deployed.slack.messages()).replaceAll('\\"', '"');
let runs = 0;
const load = (scenario: string, startedAt = new Date()) =>
  deployed.aws.load(scenario, { project: `deployed-${++runs}`, keep: true, startedAt });

describeTemplate(() => packaged);

describe('what npm run package makes', () => {
  it('runs with nothing else on disk', () => {
    for (const folder of Object.values(packaged.folders)) {
      const above = [dirname(folder), dirname(dirname(folder))];
      expect(above.filter((each) => existsSync(join(each, 'node_modules')))).toEqual([]);
    }
  });

  it('tells a build that failed, by the rule of the template', async () => {
    const deliveries = await deployed.aws.emit(load('requirements-not-found'));
    expect(deliveries).toMatchObject([{ functionName: 'BuildFailedLambdaFunction' }]);
    expect(deliveries[0]?.error).toBeUndefined();
    expect(deployed.slack.messages(BUILDS)).toHaveLength(1);
    expect(read()).toContain('day14/simple_python_app');
  });

  it('says so on the bus', async () => {
    await deployed.aws.emit(load('ecr-push-denied'));
    const event = deployed.aws.events.findLast((each) => each['detail-type'] === 'Build Diagnosed');
    expect(event?.detail).toMatchObject({ cause: 'ecr-push-denied', told: { channel: BUILDS } });
  });

  it('asks the account with the permissions of its role, and is refused nothing', async () => {
    await deployed.aws.emit(load('parameter-store-access-denied'));
    expect(read()).toContain('aws iam put-role-policy');
    expect(read()).not.toContain('Faultline’s role may not');
    expect(read()).not.toContain("Faultline's role may not");
  });

  it('runs the Slack app with its own role: it cannot read a log', async () => {
    const credentials = { accessKeyId: 'SlackLambdaFunction', secretAccessKey: 'sandbox' };
    const logs = new CloudWatchLogsClient({ ...deployed.aws.client, credentials });
    const read = new GetLogEventsCommand({ logGroupName: '/aws/codebuild/flask-app', logStreamName: 'x' });
    await expect(logs.send(read)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('answers /diagnose: the API to the Slack app, over the bus to the worker', async () => {
    const { record } = load('docker-daemon-unavailable');
    const responseUrl = deployed.slack.createResponseUrl();
    const command = signSlashCommand({ command: '/diagnose', text: record.id, responseUrl });
    const answer = await deployed.request(command);
    await deployed.aws.settled();
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(read()).toContain('privilegedMode');
    expect(deployed.aws.deliveries.at(-1)).toMatchObject({ functionName: 'BuildFailedLambdaFunction' });
  });

  it('lets nobody in whom Slack did not send', async () => {
    const command = signSlashCommand({ command: '/diagnose', text: 'help' }, { secret: 'another' });
    expect(await deployed.request(command)).toMatchObject({ statusCode: 401 });
  });

  it('keeps what cannot be told in the queue, and tells it from there', async () => {
    deployed.slack.faults.down();
    const [delivery] = await deployed.aws.emit(load('unknown-failure'));
    expect(String(delivery?.error)).toContain('Slack');
    const [mapping] = deployed.routes.mappings;
    expect(deployed.queues.get(mapping?.queue ?? '')).toHaveLength(1);
    await deployed.drain();
    expect(deployed.queues.get(mapping?.queue ?? '')).toHaveLength(1);
    deployed.slack.faults.up();
    await deployed.drain();
    expect(deployed.queues.get(mapping?.queue ?? '')).toHaveLength(0);
    expect(deployed.slack.messages(BUILDS)).toHaveLength(1);
    expect(read()).toContain('We do not know the cause');
  });

  it('puts off a build whose log it may not read yet, in the same queue', async () => {
    deployed.aws.faults.fail('logs:GetLogEvents', { code: 'ThrottlingException', times: 2 });
    const [delivery] = await deployed.aws.emit(load('docker-daemon-unavailable'));
    expect(delivery?.result).toMatchObject({ kind: 'put off' });
    const sent = deployed.aws.calls.findLast(({ operation }) => operation === 'SendMessage');
    const [mapping] = deployed.routes.mappings;
    expect(String(sent?.input.QueueUrl).split('/').at(-1)).toBe(mapping?.queue.split(':').at(-1));
  });

  it('finds what EventBridge did not deliver, by the schedule of the sweep', async () => {
    load('other-action-denied', new Date(Date.now() - 60 * 60_000));
    await deployed.runSchedule('SweepSchedule', new Date());
    expect(read()).toContain('lambda:UpdateFunctionCode');
  });

  it('posts the digest by its schedule, for the week that the schedule means', async () => {
    const startedAt = new Date(Date.now() - 60 * 60_000);
    await deployed.aws.emit(load('ecr-login-denied', startedAt));
    deployed.slack.clear();
    const at = new Date(Date.now() + 7 * 24 * 60 * 60_000);
    expect(await deployed.runSchedule('DigestSchedule', at)).toMatchObject({
      kind: 'posted',
      channel: BUILDS,
    });
    expect(deployed.slack.messages(BUILDS)).toHaveLength(1);
  });

  it('routes by the same rules as the sandbox', () => {
    const ofSandbox = readDeployment().rules.map(({ functionName, pattern }) => ({ functionName, pattern }));
    const ofTemplate = deployed.routes.rules.map(({ functionName, pattern }) => ({
      functionName: `${functionName[0]?.toLowerCase()}${functionName.slice(1)}`.replace('LambdaFunction', ''),
      pattern,
    }));
    expect(ofTemplate).toEqual(ofSandbox);
    // What the page of the sandbox sends to: test/sandbox/slack-app.ts.
    expect(deployed.routes.http).toEqual([
      { route: signSlashCommand({ command: '/diagnose' }).routeKey, functionName: 'SlackLambdaFunction' },
    ]);
  });

  it('lets ten messages come from the queue at once', () => {
    expect(deployed.routes.mappings).toMatchObject([
      { functionName: 'BuildFailedLambdaFunction', concurrency: 10, responses: ['ReportBatchItemFailures'] },
    ]);
  });
});
