import { afterAll, beforeAll, expect, it } from 'vitest';
import { toFailing } from '../../src/history/incidents.ts';
import { joinIncident, NOTHING_KNOWN } from '../../src/history/project-state.ts';
import { calmStorm, enterStorm, findUnsureSince, recount } from '../../src/history/storm.ts';
import { abandonStorm, returnLease, settleStorm } from '../../src/history/storm-lease.ts';
import { type Entry, listMembers } from '../../src/history/storm-members.ts';
import { findStorm } from '../../src/history/storm-record.ts';
import type { HistoryTable } from '../../src/history/table.ts';
import { sampleReport } from '../slack/reports.ts';
import { failureOf } from './failures.ts';
import { startTable } from './start-table.ts';

let table: HistoryTable & { stop: () => Promise<void> };
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 3, 10, minutes));
const place = { channel: 'C1', ts: '1.1' };

function incidentOf(project: string, fingerprint: string) {
  const { result } = joinIncident(NOTHING_KNOWN, toFailing(failureOf(1, { project, fingerprint })));
  if (result.kind !== 'open') throw new Error('It did not open.');
  return result.incident;
}

async function count(fingerprint: string): Promise<number> {
  const storm = await findStorm(table, 'C1', fingerprint);
  return storm ? (await listMembers(table, storm)).length : 0;
}

const entryOf = (project: string, fingerprint: string, topic = fingerprint): Entry => ({
  topic,
  incident: incidentOf(project, fingerprint),
  report: sampleReport({ facts: { role: `${project}-role` } }),
});

const enter = (project: string, fingerprint: string, minutes = 0) =>
  enterStorm(table, 'C1', entryOf(project, fingerprint), at(minutes));

it('gives the right to write to one of 200 at once, and counts them all', async () => {
  const projects = Array.from({ length: 200 }, (_, i) => `p${i}`);
  const entered = await Promise.all(projects.map((project) => enter(project, 'many')));
  expect(entered.filter(({ mayWrite }) => mayWrite)).toHaveLength(1);
  expect(await count('many')).toBe(200);
});

it('keeps the right to write while more has come than is shown', async () => {
  const { storm } = await enter('a', 'more');
  await enter('b', 'more');
  const more = await settleStorm(table, storm, place);
  expect(more).toMatchObject({ revision: 2, ts: '1.1', place: 'C1' });
  expect(more && (await settleStorm(table, more, place))).toBeUndefined();
  expect((await enter('c', 'more')).mayWrite).toBe(true);
});

it('passes the right on when the one that had it crashed', async () => {
  await enter('a', 'crash');
  expect((await enter('b', 'crash', 0)).mayWrite).toBe(false);
  expect((await enter('c', 'crash', 2)).mayWrite).toBe(true);
});

it('ends after ten quiet minutes, and after an hour', async () => {
  await enter('a', 'quiet');
  await enter('b', 'quiet', 11);
  expect(await count('quiet')).toBe(1);
  for (let minutes = 0; minutes <= 63; minutes += 9) await enter(`p${minutes}`, 'long', minutes);
  expect(await count('long')).toBe(1);
});

it('knows who is green again, however often that is said', async () => {
  const { storm } = await enter('a', 'calm');
  await enter('b', 'calm');
  for (const project of ['a', 'a']) expect((await calmStorm(table, storm, project))?.id).toBe(storm.id);
  const green = (await listMembers(table, storm)).filter(({ isGreen }) => isGreen);
  expect(green.map(({ project }) => project)).toEqual(['a']);
});

it('does not know whether a message stands whose writer died, but does where Slack refused it', async () => {
  const { storm } = await enter('a', 'unsure');
  expect(findUnsureSince(storm)).toBeUndefined();
  await abandonStorm(table, storm, true);
  const second = await enter('b', 'unsure');
  expect(second.mayWrite).toBe(true);
  expect(findUnsureSince(second.storm)).toBeUndefined();
  const third = await enter('c', 'unsure', 2);
  expect(third.mayWrite).toBe(true);
  expect(findUnsureSince(third.storm)).toEqual(new Date(storm.began));
});

it('joins what it remembers in one round trip, and reads the list again where others came', async () => {
  const { storm } = await enter('a', 'known');
  await settleStorm(table, storm, place);
  const again = (project: string, remembered = storm) =>
    enterStorm(table, 'C1', entryOf(project, 'known'), at(1), remembered);
  const second = await again('b');
  expect(second).toMatchObject({ mayWrite: true, members: [{ project: 'a' }, { project: 'b' }] });
  await settleStorm(table, second.storm, place);
  const third = await again('c', storm);
  expect(third.mayWrite).toBe(true);
  expect(third).not.toHaveProperty('members');
});

it('holds incidents of other fingerprints, each with what is its own, and the report of the first', async () => {
  const { storm } = await enterStorm(table, 'C1', entryOf('a', 'f1', 'shared'), at(0));
  await enterStorm(table, 'C1', entryOf('b', 'f2', 'shared'), at(1));
  const members = await listMembers(table, storm);
  expect(members).toMatchObject([
    { project: 'a', fingerprint: 'f1', facts: { role: 'a-role' }, report: { cause: 'ssm-access-denied' } },
    { project: 'b', fingerprint: 'f2', facts: { role: 'b-role' } },
  ]);
  expect(members[1]).not.toHaveProperty('report');
});

it('holds one incident of a project: another one is news, and gets a message of its own', async () => {
  const { storm } = await enterStorm(table, 'C1', entryOf('a', 'g1', 'one'), at(0));
  await settleStorm(table, storm, place);
  const later = { ...entryOf('a', 'g2', 'one') };
  const another = { ...later, incident: { ...later.incident, openedBy: 'a:another-build' } };
  const entered = await enterStorm(table, 'C1', another, at(1));
  expect(entered).toMatchObject({ mayWrite: true, storm: { id: 'a:another-build' } });
  expect(await listMembers(table, storm)).toMatchObject([{ fingerprint: 'g1' }]);
  expect((await enterStorm(table, 'C1', entryOf('b', 'g3', 'one'), at(2))).mayWrite).toBe(true);
});

it('takes the same failure after its recovery for another incident', async () => {
  const { storm } = await enter('a', 'again');
  await settleStorm(table, storm, place);
  await calmStorm(table, storm, 'a');
  const later = entryOf('a', 'again');
  const another = { ...later, incident: { ...later.incident, openedBy: 'a:after' } };
  expect(await enterStorm(table, 'C1', another, at(1))).toMatchObject({ storm: { id: 'a:after' } });
});

it('counts a project that failed more often than it seemed to, whoever writes first', async () => {
  const entered = await enter('a', 'often');
  const failedOften = (count: number) => {
    const entry = entryOf('a', 'often');
    return { ...entry, incident: { ...entry.incident, count } };
  };
  const counts = await Promise.all([3, 2].map((count) => recount(table, entered, failedOften(count), at(0))));
  expect(counts.map((each) => each?.mayWrite)).toEqual([true, true]);
  expect(await settleStorm(table, entered.storm, place)).toMatchObject({ revision: 3 });
  await enter('a', 'often');
  expect(await listMembers(table, entered.storm)).toMatchObject([{ project: 'a', count: 3 }]);
});

it('takes back the right to write that was not used, and no other', async () => {
  const first = await enter('a', 'unused');
  await returnLease(table, first);
  const second = await enter('b', 'unused', 1);
  expect(second.mayWrite).toBe(true);
  expect(findUnsureSince(second.storm)).toBeUndefined();
  await returnLease(table, first);
  expect((await enter('c', 'unused', 1)).mayWrite).toBe(false);
});
