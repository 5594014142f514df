import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../src/digest/digest.ts';
import { postDigest } from '../../src/digest/post-digest.ts';
import { startTable } from '../history/start-table.ts';
import { BUILDS, createClient, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';
import { digestOf, failureAt, list, MONDAY } from './digests.ts';

let table: Awaited<ReturnType<typeof startTable>>;
let slack: LocalSlack;
let digest: Digest;

beforeAll(async () => {
  [table, slack] = await Promise.all([startTable(), startSlack()]);
  const unknown = { cause: 'unknown', fingerprint: 'u1', line: 'segfault in libfoo' };
  digest = await digestOf({ failures: list([failureAt(1), failureAt(30, unknown)]) });
});
afterAll(() => Promise.all([table.stop(), slack.stop()]));

const LATER = new Date(MONDAY.getTime() + 10 * 60_000);
const FOREVER = new Promise<never>(() => undefined);

/** The functions of a client, down its objects; after each call `step` decides whether the caller hears of it. */
function mortal<T extends object>(client: T, step: () => Promise<void>): T {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value === 'function') {
        return async (...given: unknown[]) => {
          const answer: unknown = await Reflect.apply(value, target, given);
          await step();
          return answer;
        };
      }
      return typeof value === 'object' && value !== null ? mortal(value, step) : value;
    },
  });
}

/** An attempt whose worker is gone once its `last` call was answered. Returns whether it got that far. */
async function attempt(week: string, last: number): Promise<boolean> {
  let calls = 0;
  const { promise: death, resolve: die } = Promise.withResolvers<void>();
  const step = async () => {
    if (++calls < last) return;
    die();
    await FOREVER;
  };
  const { client, name } = table;
  const desk = {
    table: { client: mortal(client, step), name },
    slack: mortal(createClient(slack), step),
    now: () => MONDAY,
  };
  const work = postDigest({ channel: BUILDS, week }, async () => digest, desk).then(() => true);
  return !(await Promise.race([work, death.then(() => false)]));
}

const retry = (week: string) =>
  postDigest({ channel: BUILDS, week }, async () => digest, {
    table,
    slack: createClient(slack),
    now: () => LATER,
  });

/** What stands in the channel and below, each by its first words. */
function look() {
  const [first, ...others] = slack.messages(BUILDS);
  return {
    others: others.length,
    blocks: first?.blocks.map(({ type }) => type),
    thread: first?.thread.map(({ text, files }) => (files.length > 0 ? 'picture' : text.slice(0, 20))),
  };
}

describe.each([
  ['with the chart', false],
  ['with the picture', true],
])('the digest of a week, %s,', (_form, isRefused) => {
  it('stands once, and whole, at whichever call the worker died', async () => {
    slack.faults.charts(!isRefused);
    const seen = [];
    for (let last = 1; ; last++) {
      slack.clear();
      const week = `${isRefused}-${last}`;
      const died = await attempt(week, last);
      const retried = await retry(week);
      seen.push({ died, kind: retried.kind, ...look() });
      if (!died) break;
    }
    const whole = seen.at(-1);
    expect(seen.length).toBeGreaterThan(5);
    expect(whole).toMatchObject({ died: false, kind: 'repeat', others: 0 });
    for (const { others, blocks, thread } of seen)
      expect({ others, blocks, thread }).toEqual({ others: 0, blocks: whole?.blocks, thread: whole?.thread });
  });
});
