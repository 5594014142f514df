import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDigest } from '../../src/digest/read-digest.ts';
import { recordAnswer } from '../../src/history/answers.ts';
import { recordFailure } from '../../src/history/failure.ts';
import { countGreens, recordGreen } from '../../src/history/greens.ts';
import { countFailures } from '../../src/history/outline.ts';
import { runDigest } from '../../src/terminal/digest-command.ts';
import { startTable } from '../history/start-table.ts';
import { fillMonth } from '../sandbox/history-of-a-month.ts';
import { MONDAY, makeFailures, WEEK } from './digests.ts';

type Table = Awaited<ReturnType<typeof startTable>>;

describe('a digest from the table', () => {
  let table: Table;
  beforeAll(async () => {
    table = await startTable();
    await fillMonth(table, { until: MONDAY, channel: 'C0BUILDS' });
  });
  afterAll(() => table.stop());

  it('tells the month of a plausible team, in every part', async () => {
    const digest = await readDigest(table, WEEK);
    expect(digest.failures).toBeGreaterThan(20);
    expect(digest.failures).toBe(digest.projects.reduce((sum, { failures }) => sum + failures, 0));
    expect(digest.trend.length).toBeGreaterThan(2);
    expect(digest.rate).toBeGreaterThan(0.05);
    expect(digest.flaky.length).toBeGreaterThan(0);
    expect(digest.unknown[0]?.line).toBeTruthy();
    expect(digest.answers.right).toBeGreaterThan(digest.answers.wrong);
    expect(digest.causes[0]?.fixes.byCommit).toBeGreaterThan(0);
  });

  it('has of one channel what was told there', async () => {
    const [all, here, elsewhere] = await Promise.all(
      [undefined, 'C0BUILDS', 'C0OTHER'].map((channel) => readDigest(table, WEEK, channel)),
    );
    // Green builds are told nowhere: of a channel count those of projects that failed there.
    expect(here).toEqual({ ...all, channel: 'C0BUILDS', greens: here?.greens, rate: here?.rate });
    expect(here?.greens).toBeLessThan(all?.greens ?? 0);
    expect(elsewhere).toMatchObject({
      failures: 0,
      timeToGreen: { incidents: 0 },
      trend: [{ failures: 0 }],
      answers: { right: 0, wrong: 0 },
    });
    expect(elsewhere).not.toHaveProperty('rate');
  });

  it('is the same for the same history, which is the same for the same day', async () => {
    const tables = await Promise.all([startTable(), startTable()]);
    const digests = tables.map(async (each) => {
      await fillMonth(each, { until: MONDAY, channel: 'C0BUILDS', days: 3 });
      return readDigest(each, WEEK);
    });
    const [first, second] = await Promise.all(digests);
    expect(first?.failures).toBeGreaterThan(0);
    expect(first).toEqual(second);
    await Promise.all(tables.map((each) => each.stop()));
  });

  it('is printed for people, as JSON, or written as a page', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-digest-'));
    const html = join(folder, 'week.html');
    const run = (options: object) =>
      runDigest(
        table,
        { since: '7d', timezone: 'Europe/Berlin', ...options },
        { now: MONDAY, isColored: false },
      );
    expect(await run({})).toMatch(/builds failed in .*What broke most.*Projects.*Flaky/s);
    expect(JSON.parse(await run({ json: true }))).toEqual(
      JSON.parse(JSON.stringify(await readDigest(table, WEEK))),
    );
    expect(await run({ html })).toBe(`The digest is in ${html}.`);
    expect(await readFile(html, 'utf8')).toContain('What broke most');
    await rm(folder, { recursive: true });
  });

  it.each(['7', 'week', '0d', '900d', '-1d'])('is not made of --since %s', async (since) => {
    await expect(runDigest(table, { since }, { now: MONDAY, isColored: false })).rejects.toThrow(
      /such as 7d or 4w/,
    );
  });
});

describe('the history of a week', () => {
  let table: Table;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());

  it('counts a green build once, however often its event comes', async () => {
    const green = {
      project: 'api',
      build: 'api:0b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d',
      endedAt: '2026-11-18T10:00:00.000Z',
    };
    await recordGreen(table, green, MONDAY);
    await recordGreen(table, green, MONDAY);
    await recordGreen(table, { ...green, build: 'api:1b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d' }, MONDAY);
    await recordGreen(table, { ...green, endedAt: '2026-11-23T07:00:00.000Z' }, MONDAY);
    expect(await countGreens(table, WEEK)).toEqual(new Map([['api', 2]]));
  });

  it('keeps the last answer of a person to a build', async () => {
    const said = {
      buildId: 'api:1',
      project: 'api',
      cause: 'disk-full',
      isRight: true,
      by: 'U1',
      at: WEEK.from.toISOString(),
    };
    await recordAnswer(table, said, MONDAY);
    await recordAnswer(table, { ...said, isRight: false, trueCause: 'npm-failed' }, MONDAY);
    expect((await readDigest(table, WEEK)).answers).toMatchObject({ right: 0, wrong: 1 });
  });

  it('of 2,000 failures is read whole, and counted by the table itself', async () => {
    const waiting: Promise<void>[] = [];
    for await (const failure of makeFailures(2000)) {
      waiting.push(recordFailure(table, failure, MONDAY));
      if (waiting.length === 50) await Promise.all(waiting.splice(0));
    }
    await Promise.all(waiting);
    const digest = await readDigest(table, WEEK);
    expect(digest).toMatchObject({ failures: 2000, lost: { minutes: 20_000 } });
    expect(digest.days.reduce((sum, { failures }) => sum + failures, 0)).toBe(2000);
    expect(await countFailures(table, WEEK)).toBe(2000);
  });
});
