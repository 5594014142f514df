import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimBuild, markDelivered, renewClaim } from '../../src/history/claim.ts';
import { type FailureRecord, findRecordedFailure, recordFailure } from '../../src/history/failure.ts';
import { linkIncidentMessage, openOrJoinIncident, readProject } from '../../src/history/incidents.ts';
import { failureOf } from './failures.ts';
import { startTable } from './start-table.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const STEPS = ['claim', 'record', 'open', 'renew', 'post', 'link', 'mark'] as const;
type Step = (typeof STEPS)[number];
class Crash extends Error {}

const START = Date.parse('2026-11-03T10:00:00Z');
const LEASE = 60_000;
let projects = 0;

/** A channel that counts what is posted into it. */
function openChannel() {
  const posts: string[] = [];
  return { posts, post: async (text: string) => ({ channel: 'C1', ts: `${posts.push(text)}.0` }) };
}

/** What a worker does with a failure, in the order of the table in src/history/table.ts; dies after a step. */
async function work(
  failure: FailureRecord,
  channel: ReturnType<typeof openChannel>,
  at: number,
  crashAfter?: Step,
): Promise<void> {
  const now = new Date(at);
  const after = (step: Step) => {
    if (step === crashAfter) throw new Crash(step);
  };
  const taken = await claimBuild(table, failure.buildId, now, LEASE);
  if (taken.kind !== 'claimed') return;
  after('claim');
  await recordFailure(table, failure, now);
  after('record');
  const joined = await openOrJoinIncident(table, failure, now);
  after('open');
  if (joined.kind === 'over' || !(await renewClaim(table, taken.claim, now, LEASE))) return;
  after('renew');
  const message = joined.incident.message ?? (await channel.post(failure.buildId));
  after('post');
  await linkIncidentMessage(table, joined.incident, message, now);
  after('link');
  await markDelivered(table, taken.claim, { ...message, failure });
  after('mark');
}

describe('a failure is told once', () => {
  it.each(STEPS.filter((step) => step !== 'post'))('although its worker crashed after: %s', async (step) => {
    const failure = failureOf(1, { project: `once-${++projects}` });
    const channel = openChannel();
    await expect(work(failure, channel, START, step)).rejects.toThrow(Crash);
    await work(failure, channel, START + 1000);
    await work(failure, channel, START + LEASE);
    await work(failure, channel, START + 10 * LEASE);
    expect(channel.posts).toEqual([failure.buildId]);
    expect(await findRecordedFailure(table, failure.buildId)).toMatchObject({
      delivery: 'delivered',
      ts: '1.0',
    });
    expect((await readProject(table, failure.project)).incidents).toMatchObject([{ count: 1 }]);
  });

  it('or twice, never not at all, when the crash fell between the post and its first trace', async () => {
    const failure = failureOf(1, { project: `once-${++projects}` });
    const channel = openChannel();
    await expect(work(failure, channel, START, 'post')).rejects.toThrow(Crash);
    await work(failure, channel, START + LEASE);
    await work(failure, channel, START + 10 * LEASE);
    expect(channel.posts).toHaveLength(2);
    expect(await findRecordedFailure(table, failure.buildId)).toMatchObject({
      delivery: 'delivered',
      ts: '2.0',
    });
  });

  it('by one of many workers that got the same event at once', async () => {
    const failure = failureOf(1, { project: `once-${++projects}` });
    const channel = openChannel();
    await Promise.all(Array.from({ length: 6 }, () => work(failure, channel, START)));
    expect(channel.posts).toEqual([failure.buildId]);
  });

  it('and again and again in one message while it stays the same failure', async () => {
    const project = `once-${++projects}`;
    const channel = openChannel();
    for (const number of [1, 2, 3]) await work(failureOf(number, { project }), channel, START);
    expect(channel.posts).toEqual([`${project}:1`]);
    expect((await readProject(table, project)).incidents).toMatchObject([
      { count: 3, message: { ts: '1.0' } },
    ]);
  });
});
