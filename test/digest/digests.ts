import { makeDigest, type WeekSources } from '../../src/digest/make-digest.ts';
import { getWeek, listWeeksBefore } from '../../src/digest/week.ts';
import type { FailureRecord } from '../../src/history/failure.ts';
import type { ClosedIncident } from '../../src/history/project-state.ts';
import { failureOf } from '../history/failures.ts';

/** A Monday morning in Berlin. */
export const MONDAY = new Date('2026-11-23T07:00:00Z');
export const WEEK = getWeek(MONDAY, 'Europe/Berlin');

/** A failure so many hours after the week began. */
export function failureAt(hours: number, given: Partial<FailureRecord> = {}): FailureRecord {
  const endedAt = new Date(WEEK.from.getTime() + hours * 3_600_000).toISOString();
  return failureOf(hours, { endedAt, ...given });
}

/** An incident that the build of `commit` ended, so many hours after the week began. */
export function incidentAt(
  hours: number,
  given: Partial<ClosedIncident> & { commit?: string } = {},
): ClosedIncident {
  const at = (more: number) => new Date(WEEK.from.getTime() + (hours + more) * 3_600_000).toISOString();
  const { commit = 'bbbbbbb', ...rest } = given;
  const project = given.project ?? 'api';
  return {
    project,
    fingerprint: 'f1',
    cause: 'npm-failed',
    title: 'An npm command failed',
    openedBy: `${project}:1`,
    since: at(-2),
    count: 2,
    last: { build: `${project}:2`, endedAt: at(-1), commit: 'aaaaaaa' },
    builds: [`${project}:1`, `${project}:2`],
    closedBy: { build: `${project}:3`, number: 3, endedAt: at(0), commit },
    ...rest,
  };
}

export async function* list<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** The digest of a week with no more history than is given. */
export function digestOf(given: Partial<WeekSources> & { week?: typeof WEEK } = {}) {
  const { week = WEEK, ...sources } = given;
  const [before = week] = listWeeksBefore(week, 1);
  return makeDigest(week, undefined, {
    failures: list([]),
    incidents: list([]),
    greens: Promise.resolve(new Map()),
    answers: list([]),
    before: { ...before, failures: list([]) },
    earlier: Promise.resolve([]),
    ...sources,
  });
}

/** Failures of a whole week, one after the other, without holding them: a few hundred projects and causes, some unknown. */
export async function* makeFailures(count: number, week = WEEK): AsyncGenerator<FailureRecord> {
  const span = week.to.getTime() - week.from.getTime();
  for (let index = 0; index < count; index++) {
    const isUnknown = index % 10 === 0;
    const cause = isUnknown ? 'unknown' : `cause-${index % 130}`;
    yield failureOf(index, {
      project: `project-${index % 300}`,
      cause,
      title: `Title of ${cause}`,
      fingerprint: isUnknown ? `unknown-${index % 7000}` : cause,
      line: `error ${index % 7000}: something that nobody has seen before went wrong in step ${index % 12}`,
      computeType: 'BUILD_GENERAL1_SMALL',
      endedAt: new Date(week.from.getTime() + Math.floor((span * index) / count)).toISOString(),
    });
  }
}
