import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { createHandler } from '../../handlers/build-failed.ts';
import { writeQueued } from '../../src/build/queued-event.ts';
import type { FunctionHandler } from '../sandbox/aws/event-bus.ts';
import { getBuildEvent, getContext, type Scenario } from '../sandbox/aws/index.ts';
import { handOver } from '../sandbox/aws/retry-queue.ts';
import { ACCOUNT, REGION } from '../sandbox/aws/scenario.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

useWorld();

const HOUR = 3_600_000;
/** The worker's: lines at the logs last for seconds. */
let clock = Date.now();
let handler: ReturnType<typeof createHandler>;
beforeAll(async () => {
  const [{ createHandler }, { openDesk }] = await Promise.all([
    import('../../handlers/build-failed.ts'),
    import('../../handlers/desk.ts'),
  ]);
  const open = openDesk().then((desk) => ({ ...desk, now: () => new Date(clock) }));
  const getRequestDesk = () => Promise.reject(new Error('Nobody asks here.'));
  handler = createHandler({ getDesk: () => open, getRequestDesk });
  aws.route('buildFailed', handler as FunctionHandler);
});
beforeEach(() => {
  clock += 24 * HOUR;
});

async function redeliver(): Promise<void> {
  clock += 60_000;
  await aws.redeliver();
}

let runs = 0;
/** A build that ended just now: what waited for hours is told in any case. */
function arrange(scenario = 'requirements-not-found', hoursAgo = 0): Scenario {
  runs += 1;
  const startedAt = new Date(clock - hoursAgo * HOUR - 180_000);
  return aws.load(scenario, { project: `late-${runs}`, startedAt });
}

const READ = 'logs:GetLogEvents';
/** Calls, the client's own retry among them. */
const throttleReads = (times?: number) =>
  aws.faults.fail(READ, { code: 'ThrottlingException', ...(times && { times }) });

function listCalls(since: number, name: string) {
  return aws.calls.slice(since).filter(({ service, operation }) => `${service}:${operation}` === name);
}

describe('a failure whose log AWS does not let be read for now', () => {
  it('is put off, and told once its turn has come', async () => {
    throttleReads(2);
    await aws.emit(arrange());
    expect(slack.messages(BUILDS)).toEqual([]);
    expect(aws.deliveries.at(-1)?.result).toMatchObject({ kind: 'put off' });
    await redeliver();
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(slack.messages(BUILDS)[0]?.text).toContain('pip was told to read');
  });

  it('is put off again where AWS has no room in its turn either', async () => {
    throttleReads(4);
    await aws.emit(arrange());
    await redeliver();
    expect(slack.messages(BUILDS)).toEqual([]);
    await redeliver();
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('is tried again by Lambda where the queue does not take it', async () => {
    throttleReads(2);
    aws.faults.fail('sqs:SendMessage', { code: 'AccessDeniedException' });
    await aws.emit(arrange());
    expect(String(aws.deliveries.at(-1)?.error)).toContain('how many logs are read at a time');
    await redeliver();
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('goes back into the queue unread where its turn is farther away than the queue can wait', async () => {
    const before = aws.calls.length;
    const turn = new Date(clock + HOUR);
    const record = writeQueued(getBuildEvent(arrange()), turn);
    await handler(handOver(record, REGION, ACCOUNT), getContext('buildFailed', REGION, ACCOUNT) as never);
    expect(listCalls(before, 'sqs:SendMessage').map(({ input }) => input)).toEqual([
      expect.objectContaining({ MessageBody: record, DelaySeconds: 900 }),
    ]);
    expect(listCalls(before, READ)).toEqual([]);
  });
});

describe('a failure that Slack has no room for', () => {
  // Each of a cause of its own: who shares one with a failure that waits counts on it.
  it.each([
    ['is put off for a minute', 'docker-daemon-unavailable', 0, [60]],
    ['is put off for longer where it has waited for long', 'docker-hub-push-denied', 1, [900]],
    ['is left to the queue after six hours, which gives up some day', 'ecr-login-denied', 7, []],
  ])('%s', async (_, scenario, hoursAgo, delays) => {
    slack.faults.fail('chat.postMessage', 'ratelimited', { status: 429, retryAfter: 300 });
    const before = aws.calls.length;
    await aws.emit(arrange(scenario, hoursAgo));
    expect(slack.messages(BUILDS)).toEqual([]);
    const isThrown = aws.deliveries.at(-1)?.error !== undefined;
    expect(isThrown).toBe(delays.length === 0);
    expect(listCalls(before, 'sqs:SendMessage').map(({ input }) => input.DelaySeconds)).toEqual(delays);
  });
});
