import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeLogTurn } from '../../src/history/log-turn.ts';
import { startTable } from './start-table.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const START = Date.parse('2026-11-18T10:00:00Z');
const take = async (place: string, after: number, hadTurn = false) =>
  (await takeLogTurn(table, place, new Date(START + after), hadTurn)).getTime() - START;

it('gives those who are turned away turns one after the other, eight a second', async () => {
  const turns = [];
  for (let at = 0; at < 4; at++) turns.push(await take('one by one', at));
  expect(turns).toEqual([1000, 1125, 1250, 1375]);
});

it('gives no turn twice to workers who ask at once', async () => {
  const turns = await Promise.all(Array.from({ length: 40 }, () => take('at once', 0)));
  const wanted = Array.from({ length: 40 }, (_, index) => 1000 + 125 * index);
  expect(turns.sort((a, b) => a - b)).toEqual(wanted);
});

it('goes slower where AWS has no room for those whose turn it is', async () => {
  const turns = [];
  for (const hadTurn of [false, true, true, false]) turns.push(await take('slower', 0, hadTurn));
  expect(turns).toEqual([1000, 1125, 1625, 2125]);
});

it('begins anew once the line is gone', async () => {
  expect(await take('anew', 0)).toBe(1000);
  expect(await take('anew', 60_000)).toBe(61_000);
});

it('has a line for each account and region', async () => {
  expect(await take('222233334444/eu-west-1/', 0)).toBe(1000);
  expect(await take('222233334444/us-east-1/', 0)).toBe(1000);
});
