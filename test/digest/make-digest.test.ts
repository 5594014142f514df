import { describe, expect, it } from 'vitest';
import { findPrice, getMinutes } from '../../src/digest/prices.ts';
import { renderBefore, renderDelta, renderFailures } from '../../src/digest/words.ts';
import { digestOf, failureAt, incidentAt, list, makeFailures, WEEK } from './digests.ts';

describe('the digest of a week', () => {
  it('of no failures says so and knows no rates', async () => {
    expect(await digestOf()).toMatchObject({
      failures: 0,
      projects: [],
      causes: [],
      timeToGreen: { incidents: 0 },
    });
  });

  it('counts failures by day, project and cause, the most first', async () => {
    const failures = list([
      failureAt(1),
      failureAt(30, { cause: 'disk-full', title: 'The disk is full' }),
      failureAt(31, { project: 'web' }),
    ]);
    const digest = await digestOf({ failures });
    expect(digest.days.map((day) => day.failures)).toEqual([1, 2, 0, 0, 0, 0, 0]);
    expect(digest.projects.map(({ project, failures }) => [project, failures])).toEqual([
      ['api', 2],
      ['web', 1],
    ]);
    expect(digest.causes).toMatchObject([
      { cause: 'npm-failed', failures: 2, projects: ['api', 'web'] },
      { cause: 'disk-full', failures: 1, projects: ['api'] },
    ]);
  });

  it('has a failure rate only where green builds are known', async () => {
    const failures = list([failureAt(1), failureAt(2, { project: 'web' })]);
    const digest = await digestOf({
      failures,
      greens: Promise.resolve(
        new Map([
          ['api', 3],
          ['docs', 4],
        ]),
      ),
    });
    expect(digest.projects.map(({ project, rate }) => [project, rate])).toEqual([
      ['api', 0.25],
      ['web', undefined],
    ]);
    expect(digest).toMatchObject({ greens: 7, rate: 1 / 8 });
  });

  it('says what turned a cause green: a commit, a retry, or a build of which no commit is known', async () => {
    const incidents = list([
      incidentAt(5, { commit: 'ccccccc' }),
      incidentAt(9, { commit: 'aaaaaaa' }),
      incidentAt(7, { closedBy: { build: 'api:9', endedAt: WEEK.to.toISOString() } }),
    ]);
    const { causes } = await digestOf({ failures: list([failureAt(1)]), incidents });
    expect(causes[0]?.fixes).toMatchObject({ byCommit: 1, bySameCommit: 1, other: 1 });
    expect(causes[0]?.fixes.examples.map(({ kind }) => kind)).toEqual(['other', 'same-commit', 'commit']);
  });

  it('measures the time to green from the first red build, median and worst', async () => {
    const ago = (hours: number) => new Date(WEEK.from.getTime() + (10 - hours) * 3_600_000).toISOString();
    const incidents = list(
      [1, 2, 30].map((hours) => incidentAt(10, { project: `p${hours}`, since: ago(hours) })),
    );
    expect((await digestOf({ incidents })).timeToGreen).toMatchObject({
      incidents: 3,
      medianSeconds: 7200,
      worst: { project: 'p30', seconds: 108_000 },
    });
  });

  it('calls a project flaky that turned green on the very commit, but not where the account was put right', async () => {
    const failures = list([failureAt(1, { cause: 'iam-access-denied', family: 'iam' })]);
    const same = { commit: 'aaaaaaa' };
    const incidents = list([
      incidentAt(3, { project: 'app', ...same }),
      incidentAt(4, { project: 'app', ...same }),
      incidentAt(5, { project: 'infra', cause: 'iam-access-denied', ...same }),
    ]);
    const { flaky } = await digestOf({ failures, incidents });
    expect(flaky).toEqual([{ project: 'app', recoveries: 2, titles: ['An npm command failed'] }]);
  });

  it('gathers unknown failures that look alike, with a line', async () => {
    const unknown = { cause: 'unknown', fingerprint: 'u1', line: 'segfault in libfoo' };
    const failures = list([
      failureAt(1, unknown),
      failureAt(2, { ...unknown, project: 'web' }),
      failureAt(3),
    ]);
    expect((await digestOf({ failures })).unknown).toMatchObject([
      { fingerprint: 'u1', line: 'segfault in libfoo', failures: 2, projects: ['api', 'web'] },
    ]);
  });

  it('counts what people called right and wrong, and what it was instead', async () => {
    const said = {
      buildId: 'api:1',
      project: 'api',
      cause: 'npm-failed',
      by: 'U1',
      at: WEEK.from.toISOString(),
    };
    const wrong = { ...said, isRight: false, trueCause: 'disk-full' };
    const answers = list([{ ...said, isRight: true }, wrong, wrong, { ...said, isRight: false }]);
    expect((await digestOf({ answers })).answers).toEqual({
      right: 1,
      wrong: 3,
      corrections: [{ said: 'npm-failed', was: 'disk-full', count: 2 }],
    });
  });

  it('compares with the week before where there was one, in the words of its length', async () => {
    const before = { from: WEEK.from, to: WEEK.to, failures: list([failureAt(1), failureAt(2)]) };
    const week = await digestOf({ failures: list([failureAt(3)]), before });
    expect(renderFailures(week)).toBe('1 build failed in 1 project, 1 fewer than the week before.');
    expect(week.causes.map((cause) => renderDelta(cause, week))).toEqual(['▼1']);
    const first = await digestOf({ failures: list([failureAt(3)]) });
    expect(renderFailures(first)).toBe('1 build failed in 1 project.');
    expect(first.causes.map((cause) => renderDelta(cause, first))).toEqual(['']);
    expect(renderBefore({ ...week, days: week.days.slice(0, 3) })).toBe('the 3 days before');
  });

  it('leaves weeks out of the trend that lie before the history', async () => {
    const earlier = [0, 3, 0].map((failures) => ({ from: WEEK.from, to: WEEK.to, failures })).reverse();
    const digest = await digestOf({ failures: list([failureAt(1)]), earlier: Promise.resolve(earlier) });
    expect(digest.trend.map(({ failures }) => failures)).toEqual([3, 0, 0, 1]);
  });

  it('keeps no more of many failures than projects, causes and the clusters that come again', async () => {
    const digest = await digestOf({ failures: makeFailures(60_000) });
    expect(digest).toMatchObject({ failures: 60_000, lost: { minutes: 600_000, dollars: 3000 } });
    expect(digest.projects).toHaveLength(300);
    expect(digest.unknown.length).toBeLessThanOrEqual(5000);
  });
});

describe('the minutes and the money', () => {
  it('are of whole minutes at the price of the compute type', () => {
    expect([getMinutes(61), getMinutes(60), getMinutes(undefined)]).toEqual([2, 1, 0]);
    expect(findPrice({ computeType: 'BUILD_GENERAL1_LARGE', image: 'aws/codebuild/standard:7.0' })).toBe(
      0.02,
    );
    expect(
      findPrice({
        computeType: 'BUILD_GENERAL1_LARGE',
        image: 'aws/codebuild/amazonlinux2-aarch64-standard:3.0',
      }),
    ).toBe(0.015);
    expect(
      findPrice({ computeType: 'BUILD_GENERAL1_LARGE', image: 'aws/codebuild/windows-base:2022-1.0' }),
    ).toBe(0.036);
  });

  it('leave out builds of which no price is known, and say so', async () => {
    const failures = list([failureAt(1, { computeType: 'BUILD_GENERAL1_SMALL' }), failureAt(2)]);
    expect((await digestOf({ failures })).lost).toEqual({ minutes: 20, dollars: 0.05, unpriced: 1 });
  });
});
