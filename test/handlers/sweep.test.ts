import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseBuildEvent } from '../../src/build/event.ts';
import { sweptKey } from '../../src/history/keys.ts';
import { addWaiting } from '../../src/sweep-place.ts';
import { ACCOUNT, type Call, getBuildEvent, readScenario } from '../sandbox/aws/index.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

interface Swept {
  told: number;
  left?: number;
}

const MEMBER = '444455556666';
const MINUTE = 60_000;
let sweep: (event: unknown, context: unknown) => Promise<Swept>;

useWorld({ FAULTLINE_ACCOUNT: ACCOUNT, FAULTLINE_MEMBER_ROLE: 'faultline-reader' });
beforeAll(async () => {
  sweep = (await import('../../handlers/sweep.ts')).handler;
  for (const region of ['eu-central-1', 'us-east-1'])
    aws.accountIn({ account: MEMBER, region }).roles.set('faultline-reader', {
      path: '/',
      trust: { Statement: [{ Principal: { AWS: `arn:aws:iam::${aws.account.id}:root` } }] },
      inline: {},
      attached: [],
    });
});
beforeEach(async () => {
  await forgetSweeps();
  aws.account.builds.clear();
  aws.calls.length = 0;
  Object.assign(process.env, { FAULTLINE_REGIONS: '', FAULTLINE_ACCOUNTS: '' });
});

/** As before the first sweep. */
async function forgetSweeps(): Promise<void> {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  const keys = ['', 'us-east-1/', `${MEMBER}/eu-central-1/`, `${MEMBER}/us-east-1/`].map(sweptKey);
  const forget = keys.map((Key) => table.send(new DeleteCommand({ TableName: 'faultline', Key })));
  await Promise.all(forget);
}

let projects = 0;
/** A build that ended about so many minutes ago, of a project of its own. */
function arrange(scenario: string, minutesAgo: number, place: { account?: string; region?: string } = {}) {
  projects += 1;
  return aws.load(scenario, {
    project: `swept-${projects}`,
    startedAt: new Date(Date.now() - (minutesAgo + 2) * MINUTE),
    keep: true,
    ...place,
  });
}

/** Green builds: pages of the list that hold nothing. */
function fill(count: number, minutesAgo: number): void {
  const { record } = arrange('succeeded-build', minutesAgo);
  for (let i = 1; i < count; i++) {
    const id = record.id.replace(/....$/, String(i).padStart(4, '0'));
    aws.account.builds.set(id, { ...record, id });
  }
}

/** Lists builds that nobody knows any more. */
function fillDeleted(count: number, minutesAgo: number): void {
  const { record } = arrange('succeeded-build', minutesAgo);
  aws.account.builds.delete(record.id);
  for (let i = 0; i < count; i++) {
    const id = record.id.replace(/....$/, String(i).padStart(4, '0'));
    aws.account.builds.set(`deleted ${id}`, { ...record, id });
  }
}

const operations = (service: string) =>
  aws.calls.filter((call) => call.service === service).map(({ operation }) => operation);
const inTime = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });
/** The function has no time for more than it has begun. */
const HURRY = inTime(0);

describe('the sweep', () => {
  it('tells a failure whose event never came, once', async () => {
    arrange('requirements-not-found', 60);
    expect(await sweep({}, {})).toEqual({ told: 1 });
    expect(await sweep({}, {})).toEqual({ told: 0 });
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('leaves alone what may still be on its way, what is old, and what went well', async () => {
    arrange('requirements-not-found', 1);
    arrange('requirements-not-found', 3 * 24 * 60);
    arrange('succeeded-build', 60);
    expect(await sweep({}, {})).toEqual({ told: 0 });
  });

  it('costs two calls of CodeBuild when nothing is new', async () => {
    arrange('requirements-not-found', 60);
    await sweep({}, {});
    aws.calls.length = 0;
    await sweep({}, {});
    expect(operations('codebuild')).toEqual(['ListBuilds', 'BatchGetBuilds']);
  });

  it('fails when a message cannot be posted, and tells it the next time', async () => {
    arrange('requirements-not-found', 60);
    slack.faults.down();
    await expect(sweep({}, {})).rejects.toThrow('1 of 1 failed builds could not be told');
    slack.faults.up();
    expect(await sweep({}, {})).toEqual({ told: 1 });
  });

  it('goes back over pages to where it was, and no further', async () => {
    fill(320, 20);
    arrange('requirements-not-found', 45);
    expect(await sweep({}, {})).toEqual({ told: 1 });
    expect(operations('codebuild').filter((name) => name === 'ListBuilds')).toHaveLength(4);
    aws.account.builds.clear();
    fill(120, 5);
    fill(120, 50);
    fill(500, 90);
    aws.calls.length = 0;
    expect(await sweep({}, {})).toEqual({ told: 0 });
    expect(operations('codebuild').filter((name) => name === 'ListBuilds')).toHaveLength(3);
  });

  it('looks behind a page of builds that were deleted', async () => {
    fillDeleted(200, 20);
    arrange('requirements-not-found', 45);
    expect(await sweep({}, {})).toEqual({ told: 1 });
  });

  it('is not blinded by a sweep whose clock was ahead', async () => {
    const to = new Date(Date.now() + 180 * MINUTE).toISOString();
    const Item = { ...sweptKey(''), swept: { to, waiting: [], rest: { token: '0', from: to } } };
    await DynamoDBDocumentClient.from(new DynamoDBClient(aws.client)).send(
      new PutCommand({ TableName: 'faultline', Item }),
    );
    fill(150, 20);
    arrange('requirements-not-found', 28);
    expect(await sweep({}, {})).toEqual({ told: 1 });
  });

  it('finds what ran for hours once it has failed, however far back it began', async () => {
    const { record } = arrange('requirements-not-found', 300);
    const { endedAt: _, ...running } = { ...record, status: 'IN_PROGRESS' as const };
    aws.account.builds.set(record.id, { ...running, endedAt: undefined });
    await sweep({}, {});
    fill(150, 20);
    aws.account.builds.set(record.id, { ...record, endedAt: new Date(Date.now() - 11 * MINUTE) });
    expect(await sweep({}, {})).toEqual({ told: 1 });
  });

  it('hands over where the time was over: untold builds, and pages that were not read', async () => {
    fill(250, 11);
    arrange('requirements-not-found', 40);
    arrange('docker-daemon-unavailable', 41);
    expect(await sweep({}, HURRY)).toEqual({ told: 0 });
    expect(operations('codebuild').filter((name) => name === 'ListBuilds')).toHaveLength(1);
    expect(await sweep({}, inTime(60_000))).toEqual({ told: 2 });
    aws.account.builds.clear();
    arrange('requirements-not-found', 30);
    expect(await sweep({}, HURRY)).toEqual({ told: 0, left: 1 });
    expect(await sweep({}, {})).toEqual({ told: 1 });
  });

  it('forgets none where more wait than it keeps by name: the newest are listed anew', () => {
    const build = parseBuildEvent(getBuildEvent(readScenario('requirements-not-found')));
    const builds = Array.from({ length: 1300 }, (_, i) => ({
      ...build,
      id: `web:${i}`,
      startedAt: new Date(i * MINUTE),
    }));
    const later = new Date(9000 * MINUTE).toISOString();
    const { to, waiting, rest } = addWaiting(
      { to: later, waiting: [], rest: { token: 't', from: later } },
      builds.toReversed(),
    );
    const listed = builds.filter(
      ({ startedAt }) => startedAt >= new Date(to) && startedAt >= new Date(rest?.from ?? to),
    );
    expect(new Set([...waiting, ...listed.map(({ id }) => id)]).size).toBe(1300);
    expect(listed).toHaveLength(100);
  });

  it('gets to the end of a long list page by page, however few of them AWS answers at a time', async () => {
    fill(650, 40);
    arrange('requirements-not-found', 45);
    const sweepThrottled = async () => {
      let answered = 0;
      aws.faults.clear();
      const isTooMany = ({ operation }: Call) => operation === 'ListBuilds' && ++answered > 3;
      aws.faults.fail(isTooMany, { code: 'AccessDeniedException' });
      await sweep({}, {}).catch(({ message }: Error) => expect(message).toContain('could not be swept'));
    };
    for (let i = 0; i < 5; i++) await sweepThrottled();
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('posts once beside the event that comes after all', async () => {
    const scenario = arrange('requirements-not-found', 60);
    await Promise.all([sweep({}, {}), sweep({}, {}), aws.emit(scenario)]);
    await aws.redeliver();
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('looks into every region and account that is set', async () => {
    process.env.FAULTLINE_REGIONS = 'eu-central-1, us-east-1';
    // Its own may be listed too: it is looked into once all the same.
    process.env.FAULTLINE_ACCOUNTS = `${ACCOUNT} ${MEMBER}`;
    arrange('requirements-not-found', 60);
    arrange('docker-daemon-unavailable', 61, { region: 'us-east-1' });
    arrange('unknown-failure', 62, { account: MEMBER, region: 'us-east-1' });
    expect(await sweep({}, {})).toEqual({ told: 3 });
    expect(JSON.stringify(slack.messages(BUILDS))).toContain(`${MEMBER}, us-east-1`);
    expect(operations('codebuild').filter((name) => name === 'ListBuilds')).toHaveLength(4);
    expect(await sweep({}, {})).toEqual({ told: 0 });
  });

  it('tells what it finds beside a region that refuses, and then says which refused', async () => {
    process.env.FAULTLINE_REGIONS = 'us-east-1, eu-central-1, ap-south-1';
    arrange('requirements-not-found', 60);
    const isRefused = (call: Call) => call.operation === 'ListBuilds' && call.region === 'us-east-1';
    aws.faults.fail(isRefused, { code: 'AccessDeniedException' });
    await expect(sweep({}, {})).rejects.toThrow('us-east-1 could not be swept: Not allowed to read');
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(operations('codebuild').filter((name) => name === 'ListBuilds')).toHaveLength(3);
  });
});
