import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimBuild, markDelivered, releaseClaim, renewClaim } from '../../src/history/claim.ts';
import { toFailing } from '../../src/history/incidents.ts';
import { joinIncident, NOTHING_KNOWN } from '../../src/history/project-state.ts';
import { calmStorm, enterStorm, recount } from '../../src/history/storm.ts';
import { returnLease, settleStorm } from '../../src/history/storm-lease.ts';
import { listMembers } from '../../src/history/storm-members.ts';
import { findStorm } from '../../src/history/storm-record.ts';
import { type HistoryTable, openTable } from '../../src/history/table.ts';
import { failureOf } from '../history/failures.ts';
import { startTable } from '../history/start-table.ts';
import { sampleReport } from '../slack/reports.ts';
import { enterWorlds, openWorld } from './world.ts';

/** What the history writes on conditions, on the light table and on an embedded server: both must answer alike. */

let embedded: HistoryTable & { stop: () => Promise<void> };
beforeAll(async () => {
  embedded = await startTable();
});
afterAll(() => embedded.stop());

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 3, 10, minutes));

function entryOf(project: string, count = 1) {
  const failing = toFailing(failureOf(1, { project, fingerprint: 'f' }));
  const { result } = joinIncident(NOTHING_KNOWN, failing);
  if (result.kind !== 'open') throw new Error('It did not open.');
  return { topic: 't', incident: { ...result.incident, count }, report: sampleReport() };
}

const claims = async (table: HistoryTable) => {
  const first = await claimBuild(table, 'app:1', at(0));
  const held = await claimBuild(table, 'app:1', at(1));
  const second = await claimBuild(table, 'app:1', at(2));
  if (first.kind !== 'claimed' || second.kind !== 'claimed') throw new Error('Not claimed.');
  const changes = [
    await renewClaim(table, first.claim, at(2)),
    await releaseClaim(table, second.claim, true),
    await markDelivered(table, second.claim),
    await markDelivered(table, second.claim),
  ];
  return [first, held, second, changes, await claimBuild(table, 'app:1', at(3))];
};

const storms = async (table: HistoryTable) => {
  const first = await enterStorm(table, 'C1', entryOf('a'), at(0));
  const second = await enterStorm(table, 'C1', entryOf('b'), at(0));
  const counts = [
    await recount(table, first, entryOf('a', 3), at(0)),
    await recount(table, first, entryOf('a', 2), at(0)),
  ];
  const settled = [
    await settleStorm(table, first.storm, { channel: 'C1', ts: '1' }),
    await returnLease(table, first),
    await enterStorm(table, 'C1', entryOf('c'), at(1), first.storm),
    await calmStorm(table, first.storm, 'b'),
    await enterStorm(table, 'C1', entryOf('d'), at(70)),
  ];
  return [
    first,
    second,
    counts,
    settled,
    await listMembers(table, first.storm),
    await findStorm(table, 'C1', 't'),
  ];
};

describe('the light table', () => {
  it.each([
    ['claims of a build', claims],
    ['storms and their members', storms],
  ])('answers as the embedded one to %s', async (_, live) => {
    const expected = await live(embedded);
    const leave = enterWorlds();
    try {
      openWorld();
      expect(await live(openTable(new DynamoDBClient(), 'faultline'))).toEqual(expected);
    } finally {
      leave();
    }
  });
});
