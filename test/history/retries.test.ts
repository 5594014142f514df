import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeIncidents, openOrJoinIncident } from '../../src/history/incidents.ts';
import { countRecoveriesByRetry } from '../../src/history/retries.ts';
import { failureOf, greenOf } from './failures.ts';
import { startTable } from './start-table.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const NOW = new Date('2026-11-03T12:00:00Z');

/** A red build of one commit, then a green one of another or the same. */
async function recover(project: string, number: number, red: string | undefined, green: string | undefined) {
  await openOrJoinIncident(table, failureOf(number, { project, commit: red }), NOW);
  await closeIncidents(table, project, { ...greenOf(number + 1, project), commit: green }, NOW);
}

it('counts the incidents that a build of the very commit closed, and no others', async () => {
  await recover('api', 1, 'aaa', 'aaa');
  await recover('api', 3, 'aaa', 'bbb');
  await recover('api', 5, undefined, undefined);
  await recover('api', 7, 'ccc', 'ccc');
  await recover('web', 1, 'ddd', 'ddd');
  expect(await countRecoveriesByRetry(table, 'api')).toBe(2);
  expect(await countRecoveriesByRetry(table, 'web')).toBe(1);
  expect(await countRecoveriesByRetry(table, 'none')).toBe(0);
});
