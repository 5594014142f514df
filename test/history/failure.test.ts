import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimBuild, markDelivered } from '../../src/history/claim.ts';
import { type FailureRecord, findFailure, recordFailure } from '../../src/history/failure.ts';
import { listClosedIncidents, listFailures } from '../../src/history/list.ts';
import type { HistoryTable } from '../../src/history/table.ts';
import { sampleBuild, sampleReport } from '../slack/reports.ts';
import { collect, failureOf } from './failures.ts';
import { startTable } from './start-table.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const NOW = new Date('2026-11-10T00:00:00Z');
const day = (number: number, time = '12:00:00') => `2026-11-0${number}T${time}.000Z`;

async function record(...failures: FailureRecord[]): Promise<void> {
  for (const failure of failures) await recordFailure(table, failure, NOW);
}

async function list(from: string, to: string, project?: string, of: HistoryTable = table): Promise<string[]> {
  const failures = await collect(listFailures(of, { from: new Date(from), to: new Date(to), project }));
  return failures.map(({ buildId }) => buildId);
}

describe('findFailure', () => {
  it('keeps of a report what the history needs', () => {
    expect(findFailure(sampleReport(), NOW)).toMatchObject({
      buildId: sampleBuild().id,
      project: 'payments-api',
      cause: 'ssm-access-denied',
      fingerprint: '0c6ad70beb3a7e76',
      endedAt: '2026-11-03T10:03:12.000Z',
      durationSeconds: 192,
    });
  });

  it('takes the time of the reading for a build whose end is not known', () => {
    const build = sampleBuild({ endedAt: undefined });
    expect(findFailure(sampleReport({ build }), NOW)?.endedAt).toBe('2026-11-10T00:00:00.000Z');
  });

  it('finds nothing to keep of a log without a build', () => {
    expect(findFailure(sampleReport({ build: null }), NOW)).toBeUndefined();
  });
});

describe('listFailures', () => {
  beforeAll(() =>
    record(
      failureOf(1, { project: 'api', endedAt: day(1) }),
      failureOf(2, { project: 'api', endedAt: day(2) }),
      failureOf(3, { project: 'api-v2', endedAt: day(2, '08:00:00') }),
      failureOf(4, { project: 'api', endedAt: day(2, '23:59:59') }),
      failureOf(5, { project: 'web', endedAt: day(3, '00:00:00') }),
    ),
  );

  it('lists all projects from the first moment to just before the last', async () => {
    expect(await list(day(1), day(3, '00:00:00'))).toEqual(['api:1', 'api:2', 'api:4', 'api-v2:3']);
    expect(await list(day(1, '12:00:01'), day(3, '00:00:01'))).toEqual([
      'api:2',
      'api:4',
      'api-v2:3',
      'web:5',
    ]);
  });

  it('lists one project and none whose name only begins alike', async () => {
    expect(await list(day(1), day(9), 'api')).toEqual(['api:1', 'api:2', 'api:4']);
  });

  it('lists nothing of a time without failures, or of none', async () => {
    expect(await list(day(5), day(9))).toEqual([]);
    expect(await list(day(3), day(1))).toEqual([]);
  });

  it('lists a failure once, however often it was recorded, with what became of its message', async () => {
    const failure = failureOf(8, { project: 'twice', endedAt: day(6) });
    const claimed = await claimBuild(table, failure.buildId, NOW);
    await record(failure, failure);
    if (claimed.kind === 'claimed')
      await markDelivered(table, claimed.claim, { channel: 'C1', ts: '1.1', failure });
    const failures = await collect(listFailures(table, { from: new Date(day(6)), to: NOW }));
    expect(failures).toEqual([{ ...failure, delivery: 'delivered', channel: 'C1', ts: '1.1' }]);
  });

  it('goes on where one answer of DynamoDB ends', async () => {
    // An answer holds 1 MB: these are three.
    const title = 'x'.repeat(300_000);
    await record(
      ...[1, 2, 3, 4, 5, 6, 7].map((n) => failureOf(n, { project: 'big', title, endedAt: day(8) })),
    );
    expect(await list(day(8), day(9), 'big')).toHaveLength(7);
  });
});

describe('listClosedIncidents', () => {
  it('lists nothing where nothing closed', async () => {
    const incidents = listClosedIncidents(table, { from: new Date(day(1)), to: NOW });
    expect(await collect(incidents)).toEqual([]);
  });
});
