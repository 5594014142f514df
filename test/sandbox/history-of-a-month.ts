import { signatures } from '../../diagnostics/index.ts';
import { recordAnswer } from '../../src/history/answers.ts';
import { claimBuild, markDelivered } from '../../src/history/claim.ts';
import { type FailureRecord, recordFailure } from '../../src/history/failure.ts';
import { recordGreen } from '../../src/history/greens.ts';
import { closeIncidents, linkIncidentMessage, openOrJoinIncident } from '../../src/history/incidents.ts';
import type { HistoryTable } from '../../src/history/table.ts';
import { MONTH, type Trouble } from './month-projects.ts';

/** What was written. */
export interface Month {
  failures: number;
  greens: number;
  answers: number;
}

export interface MonthOptions {
  /** Nothing ends later. */
  until: Date;
  /** Where the failures were told. */
  channel: string;
  /** Of four weeks no more than the last days. */
  days?: number | undefined;
}

const DAYS = 28;
const HOUR = 3_600_000;

/** One build of the month: green, or failed with its trouble. */
interface MonthBuild {
  project: string;
  number: number;
  commit: string;
  startedAt: Date;
  endedAt: Date;
  trouble?: Trouble | undefined;
}

/**
 * Fills the table with four weeks of a team of a dozen projects, through the functions that the handlers use:
 * failures, green builds, incidents with what ended them, people's answers. Always the same for the same `until`.
 */
export async function fillMonth(
  table: HistoryTable,
  { until, channel, days = DAYS }: MonthOptions,
): Promise<Month> {
  const months = await Promise.all(
    Object.keys(MONTH).map(async (project) => {
      const since = until.getTime() - days * 24 * HOUR;
      const builds = listBuilds(project, until).filter(({ startedAt }) => startedAt.getTime() >= since);
      const month = { failures: 0, greens: 0, answers: 0 };
      let wasRed = false;
      for (const build of builds) {
        await play(table, build, channel, month, wasRed);
        wasRed = build.trouble !== undefined;
      }
      return month;
    }),
  );
  return months.reduce((sum, each) => ({
    failures: sum.failures + each.failures,
    greens: sum.greens + each.greens,
    answers: sum.answers + each.answers,
  }));
}

/** Numbers between 0 and 1, the same ones for the same seed: a linear congruential generator. */
function createRandom(seed: string): () => number {
  let state = [...seed].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The builds of a project, oldest first: on working days, in hours of work; trouble stays for some builds. */
function listBuilds(project: string, until: Date): MonthBuild[] {
  const { daily = 4, minutes = 6, troubles = [] } = MONTH[project] ?? {};
  const random = createRandom(project);
  const builds: MonthBuild[] = [];
  let open: { trouble: Trouble; left: number } | undefined;
  let commit = makeCommit(random);
  for (let day = DAYS; day >= 0; day--) {
    const midnight = Math.floor((until.getTime() - day * 24 * HOUR) / (24 * HOUR)) * 24 * HOUR;
    if ([0, 6].includes(new Date(midnight).getUTCDay())) continue;
    const count = Math.max(1, Math.round(daily * (0.3 + 0.8 * random())));
    for (let index = 0; index < count; index++) {
      const start = midnight + 8 * HOUR + Math.floor(((index + random() * 0.8) / count) * 10 * HOUR);
      open ??= findTrouble(troubles, random, day);
      const wasOpen = open !== undefined && open.left === 0;
      const trouble = wasOpen ? undefined : open?.trouble;
      // What a retry cures turns green on the same commit; everything else takes another one.
      if (!(wasOpen && open?.trouble.isFlaky)) commit = makeCommit(random);
      const endedAt = new Date(start + Math.round((minutes * (0.6 + random()) * HOUR) / 60 / 1000) * 1000);
      if (endedAt <= until)
        builds.push({
          project,
          number: builds.length + 101,
          commit,
          startedAt: new Date(start),
          endedAt,
          trouble,
        });
      open = wasOpen || !open ? undefined : { ...open, left: open.left - 1 };
    }
  }
  return builds;
}

function findTrouble(troubles: readonly Trouble[], random: () => number, daysAgo: number) {
  for (const trouble of troubles) {
    const { chance, sinceDaysAgo = DAYS, builds = 2 } = trouble;
    if (daysAgo <= sinceDaysAgo && random() < chance)
      return { trouble, left: Math.max(1, Math.round(builds * (0.5 + random()))) };
  }
  return undefined;
}

function makeCommit(random: () => number): string {
  return Array.from({ length: 5 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}

async function play(
  table: HistoryTable,
  build: MonthBuild,
  channel: string,
  month: Month,
  wasRed: boolean,
): Promise<void> {
  const { project, number, commit, startedAt, endedAt, trouble } = build;
  const id = getBuildId(build);
  const point = {
    build: id,
    number,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    commit,
  };
  if (!trouble) {
    month.greens += 1;
    await recordGreen(table, { project, build: id, endedAt: point.endedAt }, endedAt);
    if (wasRed) await closeIncidents(table, project, point, endedAt);
    return;
  }
  month.failures += 1;
  const failure = getFailure(build, trouble);
  const ts = `${endedAt.getTime() / 1000}.000100`;
  const claimed = await claimBuild(table, id, endedAt);
  await recordFailure(table, failure, endedAt);
  const joined = await openOrJoinIncident(table, failure, endedAt);
  if (joined.kind === 'open' && joined.isFirst)
    await linkIncidentMessage(table, joined.incident, { channel, ts }, endedAt);
  if (claimed.kind === 'claimed') await markDelivered(table, claimed.claim, { channel, ts, failure });
  if (number % 3 === 0) await answer(table, build, trouble, month, channel);
}

async function answer(
  table: HistoryTable,
  build: MonthBuild,
  { cause, trueCause }: Trouble,
  month: Month,
  channel: string,
): Promise<void> {
  month.answers += 1;
  const { project, endedAt } = build;
  const at = endedAt.toISOString();
  const isRight = trueCause === undefined;
  const said = { buildId: getBuildId(build), project, cause, channel, isRight, trueCause };
  await recordAnswer(table, { ...said, by: 'U0ALICE', at }, endedAt);
}

function getBuildId({ project, number, commit }: MonthBuild): string {
  const hex = `${number.toString(16).padStart(8, '0')}${commit}`;
  return `${project}:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

function getFailure(build: MonthBuild, trouble: Trouble): FailureRecord {
  const { project, number, commit, startedAt, endedAt } = build;
  const { cause, status = 'FAILED', fingerprint = `${cause}-${project}`, line } = trouble;
  const buildId = getBuildId(build);
  const known = signatures.find(({ id }) => id === cause);
  const { computeType = 'BUILD_GENERAL1_SMALL', image = 'aws/codebuild/standard:7.0' } = MONTH[project] ?? {};
  return {
    buildId,
    arn: `arn:aws:codebuild:eu-central-1:111122223333:build/${buildId}`,
    account: '111122223333',
    region: 'eu-central-1',
    project,
    number,
    status,
    cause,
    family: known?.family ?? 'other',
    title: known?.title ?? 'Cause unknown',
    fingerprint,
    confidence: known ? 'high' : 'low',
    phase: 'BUILD',
    branch: 'main',
    commit,
    retryable: trouble.isFlaky === true,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    durationSeconds: (endedAt.getTime() - startedAt.getTime()) / 1000,
    computeType,
    image,
    line,
    url: `https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/${project}/build/${encodeURIComponent(buildId)}`,
  };
}
