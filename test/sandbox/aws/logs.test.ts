import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startAws } from './index.ts';

const GROUP = '/aws/codebuild/long';
const START = Date.parse('2026-11-20T09:00:00Z');
let aws: LocalAws;
let client: CloudWatchLogsClient;

/** A stream of so many events, a second apart. */
function fill(stream: string, count: number, text = (i: number) => `line ${i + 1}\n`): void {
  const streams = aws.account.logs.get(GROUP) ?? new Map();
  aws.account.logs.set(GROUP, streams);
  const event = (_: unknown, i: number) => ({
    timestamp: START + i * 1000,
    message: text(i),
    ingestionTime: START + i * 1000,
  });
  streams.set(stream, Array.from({ length: count }, event));
}

function read(stream: string, more: object = {}) {
  return client.send(new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: stream, ...more }));
}

beforeAll(async () => {
  aws = await startAws();
  client = new CloudWatchLogsClient(aws.client);
  fill('short', 30);
  fill('many', 25_000);
  fill('heavy', 40, (i) => `${i} ${'x'.repeat(100_000)}\n`);
});
afterAll(() => aws.stop());

describe('GetLogEvents', () => {
  it('starts at the end unless it is told to start at the head', async () => {
    const tail = await read('many');
    const head = await read('many', { startFromHead: true });

    expect(tail.events?.at(-1)?.message).toBe('line 25000\n');
    expect(tail.events).toHaveLength(10_000);
    expect(head.events?.at(0)?.message).toBe('line 1\n');
    expect(head.events).toHaveLength(10_000);
  });

  it('gives the whole stream, once and in order, to who follows the forward token', async () => {
    const seen: (string | undefined)[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await read('many', { startFromHead: true, nextToken: token });
      seen.push(...(page.events ?? []).map((event) => event.message));
      if (page.nextForwardToken === token) break;
      token = page.nextForwardToken;
    }

    expect(seen).toHaveLength(25_000);
    expect(seen).toEqual(Array.from({ length: 25_000 }, (_, i) => `line ${i + 1}\n`));
  });

  it('gives the whole stream from its end to who follows the backward token, each page in order of time', async () => {
    const pages: number[] = [];
    let token: string | undefined;
    let oldest = Number.POSITIVE_INFINITY;
    for (;;) {
      const page = await read('many', { nextToken: token });
      const times = (page.events ?? []).map((event) => event.timestamp ?? 0);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1) ?? 0).toBeLessThan(oldest);
      oldest = times[0] ?? oldest;
      pages.push(times.length);
      if (page.nextBackwardToken === token) break;
      token = page.nextBackwardToken;
    }

    expect(pages).toEqual([10_000, 10_000, 5_000, 0]);
    expect(oldest).toBe(START);
  });

  it('returns the token that it was sent when the end is reached', async () => {
    const page = await read('short', { startFromHead: true });
    const end = await read('short', { startFromHead: true, nextToken: page.nextForwardToken });

    expect(end.events).toEqual([]);
    expect(end.nextForwardToken).toBe(page.nextForwardToken);
  });

  it('keeps a page under a megabyte', async () => {
    const page = await read('heavy');

    expect(page.events).toHaveLength(10);
    expect(page.events?.at(-1)?.message).toMatch(/^39 /);
  });

  it('takes the start time in and leaves the end time out', async () => {
    const page = await read('short', {
      startTime: START + 5_000,
      endTime: START + 8_000,
      startFromHead: true,
    });

    expect(page.events?.map((event) => event.message)).toEqual(['line 6\n', 'line 7\n', 'line 8\n']);
  });

  it('gives the last events of a window when it reads from the end', async () => {
    const page = await read('short', { endTime: START + 10_000, limit: 2 });

    expect(page.events?.map((event) => event.message)).toEqual(['line 9\n', 'line 10\n']);
  });

  it('gives no event for a window in which there is none', async () => {
    const page = await read('short', { startTime: START - 9_000, endTime: START - 1_000 });

    expect(page.events).toEqual([]);
  });

  it('says whether the group or the stream is missing', async () => {
    const inOtherGroup = new GetLogEventsCommand({
      logGroupName: '/aws/codebuild/gone',
      logStreamName: 'short',
    });

    await expect(read('gone')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
    await expect(client.send(inOtherGroup)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  it('refuses a token that it did not give', async () => {
    await expect(read('short', { nextToken: 'made-up' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('the other reads of a log', () => {
  it('lists the streams of a group', async () => {
    const answer = await client.send(
      new DescribeLogStreamsCommand({ logGroupName: GROUP, logStreamNamePrefix: 's' }),
    );

    expect(answer.logStreams?.map((stream) => stream.logStreamName)).toEqual(['short']);
  });

  it('filters by every term, by any of the terms marked ?, and by quoted text', async () => {
    const find = async (filterPattern: string) => {
      const command = new FilterLogEventsCommand({
        logGroupName: GROUP,
        logStreamNames: ['short'],
        filterPattern,
      });
      return (await client.send(command)).events?.map((event) => event.message?.trim());
    };

    expect(await find('line 12')).toEqual(['line 12']);
    expect(await find('?12 ?13')).toEqual(['line 12', 'line 13']);
    expect(await find('"ine 30"')).toEqual(['line 30']);
    expect(await find('line -1 -2')).toEqual([
      'line 3',
      'line 4',
      'line 5',
      'line 6',
      'line 7',
      'line 8',
      'line 9',
      'line 30',
    ]);
  });
});
