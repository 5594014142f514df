import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Claim, claimBuild, markDelivered, releaseClaim, renewClaim } from '../../src/history/claim.ts';
import { findRecordedFailure, lastFailureInChannel, recordFailure } from '../../src/history/failure.ts';
import { failureOf } from './failures.ts';
import { startTable } from './start-table.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const NOW = new Date('2026-11-03T10:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + 1000 * seconds);
const LEASE = 60_000;
let builds = 0;
const newBuild = () => `api:claim-${++builds}`;

async function claim(buildId: string, now = NOW): Promise<Claim> {
  const result = await claimBuild(table, buildId, now, LEASE);
  if (result.kind !== 'claimed') throw new Error(`${buildId} is ${result.kind}`);
  return result.claim;
}

const posted = (number: number, ts = '1.1', channel = 'C1') => ({ channel, ts, failure: failureOf(number) });

describe('claimBuild', () => {
  it('gives a build to one of many workers', async () => {
    const buildId = newBuild();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => claimBuild(table, buildId, NOW, LEASE)),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['claimed', ...Array(7).fill('held')]);
  });

  it('tells a repeated event until when the build is held', async () => {
    const buildId = newBuild();
    await claim(buildId);
    expect(await claimBuild(table, buildId, later(30), LEASE)).toEqual({ kind: 'held', until: later(60) });
  });

  it('tells a repeated event that the message stands, and which', async () => {
    const buildId = newBuild();
    expect(await markDelivered(table, await claim(buildId), posted(1))).toBe(true);
    expect(await claimBuild(table, buildId, later(9999))).toEqual({
      kind: 'delivered',
      channel: 'C1',
      ts: '1.1',
    });
  });

  it('tells a repeated event of a build that needed no message', async () => {
    const buildId = newBuild();
    await markDelivered(table, await claim(buildId));
    expect(await claimBuild(table, buildId, later(9999))).toEqual({ kind: 'delivered' });
  });

  it('lets one worker take over after a crash, once the lease has ended', async () => {
    const buildId = newBuild();
    expect((await claim(buildId)).attempt).toBe(1);
    expect((await claimBuild(table, buildId, later(59), LEASE)).kind).toBe('held');
    const results = await Promise.all(
      Array.from({ length: 4 }, () => claimBuild(table, buildId, later(60), LEASE)),
    );
    expect(results.filter(({ kind }) => kind === 'claimed')).toEqual([
      { kind: 'claimed', claim: { buildId, attempt: 2, earlier: NOW, isRecorded: false } },
    ]);
  });

  it('can be had at once after the holder gave it back', async () => {
    const buildId = newBuild();
    await releaseClaim(table, await claim(buildId));
    expect(await claim(buildId, later(1))).toEqual({ buildId, attempt: 2, earlier: NOW, isRecorded: false });
  });

  it('does not know what was posted after a crash, but does after a refusal', async () => {
    const buildId = newBuild();
    await releaseClaim(table, await claim(buildId), true);
    const second = await claim(buildId, later(1));
    expect(second.earlier).toBeUndefined();
    const third = await claim(buildId, later(62));
    expect(third.earlier).toEqual(NOW);
    // A refusal now says nothing of the attempt that crashed.
    await releaseClaim(table, third, true);
    expect((await claim(buildId, later(63))).earlier).toEqual(NOW);
  });

  it('takes a build whose failure was recorded without a claim, and keeps the failure', async () => {
    const failure = failureOf(77, { buildId: newBuild() });
    await recordFailure(table, failure, NOW);
    expect((await claim(failure.buildId)).isRecorded).toBe(true);
    expect(await findRecordedFailure(table, failure.buildId)).toEqual({ ...failure, delivery: 'pending' });
  });
});

describe('a worker slower than its lease', () => {
  it('learns before the post that another has the build', async () => {
    const buildId = newBuild();
    const slow = await claim(buildId);
    const quick = await claim(buildId, later(61));
    expect(await renewClaim(table, slow, later(62))).toBe(false);
    expect(await renewClaim(table, quick, later(62))).toBe(true);
  });

  it('cannot mark, nor give back, what the other holds', async () => {
    const buildId = newBuild();
    const slow = await claim(buildId);
    const quick = await claim(buildId, later(61));
    expect(await markDelivered(table, slow)).toBe(false);
    expect(await releaseClaim(table, slow)).toBe(false);
    expect(await markDelivered(table, quick)).toBe(true);
  });

  it('keeps the build longer once it renewed', async () => {
    const buildId = newBuild();
    await renewClaim(table, await claim(buildId), later(50), LEASE);
    expect((await claimBuild(table, buildId, later(100), LEASE)).kind).toBe('held');
  });
});

describe('the last failure of a channel', () => {
  it('is the newest, whichever was delivered last', async () => {
    for (const number of [5, 6, 4]) {
      await markDelivered(table, await claim(newBuild()), posted(number, `${number}.0`, 'C9'));
    }
    expect(await lastFailureInChannel(table, 'C9')).toMatchObject({
      buildId: 'api:6',
      project: 'api',
      ts: '6.0',
    });
  });

  it('is nothing where nothing was told', async () => {
    expect(await lastFailureInChannel(table, 'C0')).toBeUndefined();
  });
});
