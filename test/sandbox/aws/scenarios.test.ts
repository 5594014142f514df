import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  CodeBuildClient,
} from '@aws-sdk/client-codebuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BuildEvent,
  getBuildEvent,
  type LocalAws,
  listScenarios,
  readScenario,
  startAws,
} from './index.ts';

let aws: LocalAws;
let codebuild: CodeBuildClient;
beforeAll(async () => {
  aws = await startAws();
  codebuild = new CodeBuildClient(aws.client);
});
afterAll(() => aws.stop());

async function getBuild(id: string) {
  const { builds } = await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }));
  return builds?.[0];
}

/** `Nov 20, 2026 9:00:01 AM` is UTC. */
function readTime(text: string | undefined): number {
  return Date.parse(`${text} UTC`);
}

function information(event: BuildEvent) {
  return event.detail['additional-information'];
}

describe.each(listScenarios())('the scenario %s', (name) => {
  it('tells the same in the event and in BatchGetBuilds', async () => {
    const scenario = aws.load(name);
    const event = getBuildEvent(scenario);
    const build = await getBuild(scenario.record.id);

    expect(event.detail['build-status']).toBe(build?.buildStatus);
    expect(event.detail['build-id']).toBe(build?.arn);
    expect(information(event)).toMatchObject({
      initiator: build?.initiator,
      'build-number': build?.buildNumber,
      'source-version': build?.sourceVersion,
      'timeout-in-minutes': build?.timeoutInMinutes,
    });
    const told = information(event).phases.map((phase) => [
      phase['phase-type'],
      phase['phase-status'],
      readTime(phase['start-time']),
      phase['phase-context'],
    ]);
    const asked = build?.phases?.map((phase) => [
      phase.phaseType,
      phase.phaseStatus,
      Math.floor((phase.startTime?.getTime() ?? 0) / 1000) * 1000,
      phase.contexts?.map((context) => `${context.statusCode}: ${context.message}`),
    ]);
    expect(told).toEqual(asked);
  });

  it('has phases that follow one another and end as the build does', () => {
    const { record } = readScenario(name);
    const failed = record.phases.filter((phase) => phase.status && phase.status !== 'SUCCEEDED');

    expect(record.phases.at(-1)?.type).toBe('COMPLETED');
    for (const [i, phase] of record.phases.slice(1).entries()) {
      expect(phase.startedAt).toEqual(record.phases[i]?.endedAt);
    }
    expect(failed.length > 0).toBe(record.status !== 'SUCCEEDED');
  });

  it('says its own build id wherever it says one', () => {
    const { log, record } = readScenario(name, { startedAt: new Date('2026-12-24T18:00:00Z') });
    const told = [log, JSON.stringify(record.phases)].join('\n').matchAll(/AWSCodeBuild-([0-9a-f-]{36})/g);

    for (const [, uuid] of told) expect(uuid).toBe(record.uuid);
  });
});

describe('a log', () => {
  it('lies in the window of its phases', async () => {
    const scenario = aws.load('ecr-push-denied');
    const phase = (await getBuild(scenario.record.id))?.phases?.find(
      (each) => each.phaseType === 'POST_BUILD',
    );

    const page = await new CloudWatchLogsClient(aws.client).send(
      new GetLogEventsCommand({
        logGroupName: '/aws/codebuild/flask-app',
        logStreamName: scenario.record.uuid,
        startTime: (phase?.startTime?.getTime() ?? 0) - 1000,
        endTime: (phase?.endTime?.getTime() ?? 0) + 1000,
      }),
    );
    const text = page.events?.map((event) => event.message).join('');

    expect(text).toContain('denied: User: arn:aws:sts::');
    expect(text).toContain('Phase complete: POST_BUILD State: FAILED');
    expect(text).not.toContain('Phase is DOWNLOAD_SOURCE');
  });

  it('that has expired leaves its group behind and no stream', async () => {
    const { record } = aws.load('log-expired');
    const command = new GetLogEventsCommand({
      logGroupName: '/aws/codebuild/flask-app',
      logStreamName: record.uuid,
    });

    await expect(new CloudWatchLogsClient(aws.client).send(command)).rejects.toMatchObject({
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('another run of a scenario', () => {
  it('is another build at another time with the same log', () => {
    const first = readScenario('ecr-push-denied');
    const second = readScenario('ecr-push-denied', {
      startedAt: new Date('2026-12-01T00:00:00Z'),
      number: 50,
    });

    expect(second.record.id).not.toBe(first.record.id);
    expect(second.log.split('\n')[0]).toBe(
      '[Container] 2026/12/01 00:00:13.200481 Running on CodeBuild On-demand',
    );
    expect(second.log.split('\n')).toHaveLength(first.log.split('\n').length);
    expect(getBuildEvent(second).detail['additional-information']['build-number']).toBe(50);
  });

  it('stands beside the first in the account', async () => {
    const first = aws.load('ecr-push-denied');
    const second = aws.load('ecr-push-denied', { number: 51 });

    expect(await getBuild(first.record.id)).toMatchObject({ buildNumber: 49 });
    expect(await getBuild(second.record.id)).toMatchObject({ buildNumber: 51 });
  });
});

it('says which scenarios there are when asked for one that is not there', () => {
  expect(() => readScenario('gone')).toThrow(/No scenario is named 'gone': .*action-denied-by-boundary/);
});

it('has the batch around the build that failed in it', async () => {
  const scenario = aws.load('batch-build-failed');
  const build = await getBuild(scenario.record.id);
  const id = build?.buildBatchArn?.split('build-batch/')[1] ?? '';

  const { buildBatches } = await codebuild.send(new BatchGetBuildBatchesCommand({ ids: [id] }));

  expect(buildBatches?.[0]).toMatchObject({ buildBatchStatus: 'FAILED', complete: true });
  expect(buildBatches?.[0]?.buildGroups?.map((group) => group.currentBuildSummary?.buildStatus)).toEqual([
    'SUCCEEDED',
    'SUCCEEDED',
    'FAILED',
  ]);
});
