import type { DiagnosisAnswer } from '../history/answers.ts';
import type { FailureOutline, FailureTrace } from '../history/outline.ts';
import type { ClosedIncident } from '../history/project-state.ts';
import type { Answers, CauseWeek, Digest, Lost, ProjectWeek } from './digest.ts';
import { type Recoveries, tallyRecoveries } from './recoveries.ts';
import { increase, type Tally, tallyFailures, tallyTraces } from './tally.ts';
import { renderDay, type Week } from './week.ts';

/** The history, as streams: each is read once and nothing of them is kept. */
export interface WeekSources {
  failures: AsyncIterable<FailureOutline>;
  incidents: AsyncIterable<ClosedIncident>;
  /** Green builds of each project. */
  greens: Promise<ReadonlyMap<string, number>>;
  answers: AsyncIterable<DiagnosisAnswer>;
  /** The week before. */
  before: { from: Date; to: Date; failures: AsyncIterable<FailureTrace> };
  /** Weeks before that, the nearest first. */
  earlier: Promise<{ from: Date; to: Date; failures: number }[]>;
}

type Before = Awaited<ReturnType<typeof tallyTraces>>;
type Greens = ReadonlyMap<string, number>;

const NONE: Lost = { minutes: 0, dollars: 0, unpriced: 0 };

/** Makes the digest of a week from its history. */
export async function makeDigest(
  week: Week,
  channel: string | undefined,
  sources: WeekSources,
): Promise<Digest> {
  const tallied = tallyFailures(sources.failures, week);
  const [tally, before, allGreens, answers, earlier, recoveries] = await Promise.all([
    tallied,
    // One after the other: pages of both at once would cost twice the memory, and save no time.
    tallied.then(() => tallyTraces(sources.before.failures, sources.before)),
    sources.greens,
    tallyAnswers(sources.answers),
    sources.earlier,
    tallied.then(({ causes }) => tallyRecoveries(sources.incidents, (cause) => causes.get(cause)?.family)),
  ]);
  const { from, to, timezone } = week;
  const greens = channel === undefined ? allGreens : keepProjects(allGreens, tally, before);
  const projects = listProjects(tally, before, greens, recoveries);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    timezone,
    week: week.id,
    channel,
    failures: tally.failures,
    ...getTotalRate(projects, greens),
    lost: roundLost(tally.lost),
    trend: listTrend(
      [...earlier].reverse(),
      { ...sources.before, failures: before.failures },
      { from, to, failures: tally.failures },
    ),
    days: tally.days.map((failures, index) => ({
      day: renderDay(new Date(from.getTime() + index * 86_400_000), timezone),
      failures,
      before: before.days[index] ?? 0,
    })),
    projects,
    causes: listCauses(tally, before, recoveries),
    timeToGreen: recoveries.all,
    flaky: recoveries.flaky,
    unknown: [...tally.unknown.values()].sort((a, b) => b.failures - a.failures),
    answers,
  };
}

/** Green builds are told nowhere: those of a channel are those of the projects whose failures were told there. */
function keepProjects(greens: Greens, { projects }: Tally, before: Before): Greens {
  return new Map([...greens].filter(([project]) => projects.has(project) || before.projects.has(project)));
}

/** Weeks before the first failure are most likely weeks before the history began. */
function listTrend(
  earlier: readonly { from: Date; to: Date; failures: number }[],
  ...last: { from: Date; to: Date; failures: number }[]
): Digest['trend'] {
  const weeks = [...earlier, ...last];
  const first = weeks.findIndex(({ failures }) => failures > 0);
  return weeks
    .slice(first === -1 ? -1 : first)
    .map(({ from, to, failures }) => ({ from: from.toISOString(), to: to.toISOString(), failures }));
}

function listProjects(
  { projects }: Tally,
  before: Before,
  greens: Greens,
  { byProject }: Recoveries,
): ProjectWeek[] {
  return [...projects]
    .map(([project, { failures, lost, titles }]) => ({
      project,
      failures,
      before: before.projects.get(project) ?? 0,
      ...getRate(failures, greens.get(project)),
      lost: roundLost(lost),
      timeToGreen: byProject.get(project) ?? { incidents: 0 },
      topCause: [...titles].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])[0],
    }))
    .sort((a, b) => b.failures - a.failures || (a.project < b.project ? -1 : 1));
}

function listCauses({ causes }: Tally, before: Before, { byCause }: Recoveries): CauseWeek[] {
  return [...causes]
    .map(([cause, { title, family, failures, projects }]) => ({
      cause,
      title,
      family,
      failures,
      before: before.causes.get(cause) ?? 0,
      projects: [...projects].sort(),
      fixes: byCause.get(cause) ?? { byCommit: 0, bySameCommit: 0, other: 0, examples: [] },
    }))
    .sort((a, b) => b.failures - a.failures || (a.cause < b.cause ? -1 : 1));
}

function getRate(failures: number, greens: number | undefined): { greens?: number; rate?: number } {
  return greens === undefined ? {} : { greens, rate: failures / (failures + greens) };
}

/** A project without a known green build says nothing of a rate: its failures are left out of it. */
function getTotalRate(projects: readonly ProjectWeek[], greens: Greens): { greens?: number; rate?: number } {
  if (greens.size === 0) return {};
  const green = [...greens.values()].reduce((sum, each) => sum + each, 0);
  const failed = projects.reduce((sum, each) => sum + (each.greens === undefined ? 0 : each.failures), 0);
  return { greens: green, rate: failed / (failed + green) };
}

function roundLost({ minutes, dollars, unpriced }: Lost = NONE): Lost {
  return { minutes, dollars: Math.round(dollars * 100) / 100, unpriced };
}

async function tallyAnswers(answers: AsyncIterable<DiagnosisAnswer>): Promise<Answers> {
  const corrections = new Map<string, number>();
  const counts = { right: 0, wrong: 0 };
  for await (const { isRight, cause, trueCause } of answers) {
    counts[isRight ? 'right' : 'wrong'] += 1;
    if (!isRight && trueCause) increase(corrections, `${cause}\n${trueCause}`);
  }
  return {
    ...counts,
    corrections: [...corrections]
      .map(([key, count]) => ({
        said: key.split('\n')[0] ?? '',
        was: key.slice(key.indexOf('\n') + 1),
        count,
      }))
      .sort((a, b) => b.count - a.count),
  };
}
