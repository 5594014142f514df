import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/desk.ts';
import { getPatience, mayGoOn } from '../../src/patience.ts';
import { countMessages, type Flood, flood, LIMITS } from './flood.ts';
import { readSettings } from './lambda.ts';
import { findLosses } from './losses.ts';
import { enterWorlds } from './world.ts';

/** What `npm run flood` does with ten thousand. By a clock of its own: a day takes seconds. */
let leave: () => void;
beforeAll(() => {
  leave = enterWorlds();
});
afterAll(() => leave());

const HOUR = 3_600_000;
/** Milliseconds, for a machine that does much else. */
const ROOM = 120_000;
const settings = readSettings();
const many: Flood = {
  name: 'many',
  projects: 6,
  buildsEach: 6,
  causes: ['docker-daemon-unavailable', 'ecr-login-denied'],
  within: 6000,
};

describe('many failures at once', () => {
  it(
    'wait in the queue while Slack is away, and are told when it is back',
    async () => {
      const away = { ...many, projects: 2, buildsEach: 1, slackAway: 3 * HOUR };
      const flooded = await flood(away, settings);
      expect(await findLosses(flooded)).toEqual([]);
      expect(countMessages(flooded).messages).toBe(2);
      expect(Math.max(...flooded.waits)).toBeLessThan(3.5 * HOUR);
      // Three times from Lambda, then every quarter of an hour.
      expect(flooded.lambda.invocations).toBeLessThanOrEqual(2 * (3 + 4 * 3.5));
    },
    ROOM,
  );
});

describe('logs of which AWS lets ten be read a second', () => {
  it(
    'are asked for less than twice a failure, and each is told in its turn, where eighty fail within seconds',
    async () => {
      const flooded = await flood({ ...many, projects: 20, buildsEach: 4, within: 4000 }, settings, LIMITS);
      expect(await findLosses(flooded)).toEqual([]);
      expect(flooded.throttledReads).toBeGreaterThan(0);
      expect(flooded.aws.calls.get('logs:GetLogEvents')).toBeLessThan(2 * 80);
      // Of eight a second the last comes after ten seconds; no attempt failed, for which it would wait for minutes.
      expect(Math.max(...flooded.waits)).toBeLessThan(30_000);
      expect([...flooded.lambda.errors]).toEqual([]);
    },
    ROOM,
  );
});

describe('builds of one project that fail at once', () => {
  // Seeds with which they came out wrong once.
  it.each([
    { buildsEach: 3, within: 0, seed: 39_595 },
    { buildsEach: 6, within: 300, seed: 7919 },
    { buildsEach: 6, within: 300, seed: 15_838 },
  ])(
    'are all counted in its message, in whatever order their calls end: $buildsEach, seed $seed',
    async ({ seed, ...more }) => {
      const limits = { ...LIMITS, logReadsPerSecond: 1000, slackLatency: 2, seed };
      const flooded = await flood({ ...many, projects: 1, ...more }, settings, limits);
      expect(await findLosses(flooded)).toEqual([]);
    },
    ROOM,
  );
});

describe('what an invocation has left of its time', () => {
  const desk = (left: number) => ({ getRemaining: () => left }) as Desk;

  it.each([
    [60_000, 20_000],
    [15_000, 5000],
    [5000, 0],
  ])('lets a message wait for Slack, with %i ms left, for %i ms', (left, patience) => {
    expect(getPatience(desk(left)).patienceMilliseconds).toBe(patience);
  });

  it('ends the updates of a storm before it ends itself', () => {
    expect(mayGoOn(desk(30_000), 8000)).toBe(true);
    expect(mayGoOn(desk(27_000), 8000)).toBe(false);
  });
});
