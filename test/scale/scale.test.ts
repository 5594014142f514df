import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBucket } from './bucket.ts';
import { COSTS, type Kind } from './calls.ts';
import { countCalls } from './count-calls.ts';
import { createRandom, makeDay } from './day.ts';
import { createHeap } from './heap.ts';
import { renderTables } from './page.ts';
import { SETTINGS } from './settings.ts';
import { simulate } from './simulate.ts';

const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
const picture = readFileSync(new URL('../../docs/pictures/scale.svg', import.meta.url), 'utf8');
/** Those that take a second; `npm run scale -- --check` holds the page to all. */
const QUICK = ['A company', 'A large one', 'A million, ten accounts, two Faultlines'];

describe('docs/scale.md', () => {
  it('says what the simulation says; `npm run scale` writes it anew', () => {
    const quick = SETTINGS.filter(({ name }) => QUICK.includes(name));
    const tables = renderTables(quick.map((setting) => ({ setting, outcome: simulate(setting) })));
    const lines = Object.values(tables).flatMap((table) => table.split('\n'));
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.filter((line) => !page.includes(line))).toEqual([]);
  });

  it('has its picture, with no color that only one background bears', () => {
    expect(picture).toContain('<polyline');
    expect(picture).not.toMatch(/fill="(?:black|white|#000|#fff)/);
  });

  it('rests on the calls that the real code makes', async () => {
    const counted = await countCalls();
    for (const kind of Object.keys(COSTS) as Kind[]) {
      const [assumed, real] = [COSTS[kind], counted[kind]];
      // Slack's quotas break first: exactly so. The rest is money: within a third.
      expect([real.posts, real.updates], kind).toEqual([assumed.posts, assumed.updates]);
      expect(Math.abs(real.logReads - assumed.logReads), `log reads of ${kind}`).toBeLessThan(0.6);
      for (const field of ['otherCalls', 'writeUnits', 'readUnits'] as const) {
        expect(real[field], `${field} of ${kind}`).toBeLessThanOrEqual(assumed[field] * 1.34 + 1);
        expect(real[field], `${field} of ${kind}`).toBeGreaterThanOrEqual(assumed[field] * 0.66 - 1);
      }
    }
  });
});

describe('the simulation', () => {
  const small = {
    name: 'small',
    buildsPerDay: 20_000,
    channels: 1,
    accounts: 1,
    apps: 1,
    logReadsPerSecond: 10,
  };

  it('is the same for the same seed, and another for another', () => {
    const [first, again, other] = [simulate(small, 7), simulate(small, 7), simulate(small, 8)];
    expect(again).toEqual(first);
    expect(other.minutes).not.toEqual(first.minutes);
  });

  it('loses none: every failure is told in the end, however little Slack takes', () => {
    const crowded = { ...small, logReadsPerSecond: 0.2, buildsPerDay: 50_000 };
    const { failures, events, turnedAway } = simulate(crowded);
    expect(turnedAway.logs + turnedAway.post).toBeGreaterThan(100);
    expect(failures).toBe(events.new + events.repeat);
  });

  it('lets eight builds of a hundred fail', () => {
    const { ended } = makeDay(small, createRandom(1));
    const failed = ended.filter(({ kind }) => kind === 'new' || kind === 'repeat');
    expect(failed.length / small.buildsPerDay).toBeCloseTo(0.08, 2);
  });

  it('grants tokens by the rate, after a burst', () => {
    const bucket = createBucket({ perSecond: 2, burst: 3 });
    expect([0, 0, 0, 0, 0, 10].map((at) => bucket.take(at))).toEqual([0, 0, 0, 0.5, 1, 10]);
  });

  it('takes what happens in the order of time', () => {
    const heap = createHeap<string>();
    for (const [at, what] of [
      [5, 'e'],
      [1, 'a'],
      [3, 'c'],
      [2, 'b'],
      [4, 'd'],
    ] as const)
      heap.push(at, what);
    expect(Array.from({ length: 6 }, () => heap.pop()?.value)).toEqual(['a', 'b', 'c', 'd', 'e', undefined]);
  });
});
