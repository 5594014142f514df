import type { Aws } from './aws.ts';
import { listBuildsSince } from './build/list-since.ts';
import { FAILED, readBuildsById } from './build/read.ts';
import { findRecordedFailure } from './history/failure.ts';
import type { Swept } from './history/swept.ts';
import type { HistoryTable } from './history/table.ts';
import type { Build } from './model.ts';

const MINUTE = 60_000;
/** What failed so lately may still be on its way from EventBridge. */
const MIN_AGE = 10 * MINUTE;
/** What failed longer ago is no news any more. */
const MAX_AGE = 24 * 60 * MINUTE;
/** Builds that started so lately are listed again by the next sweep; of older ones those that still run are kept by id. */
const OVERLAP = 30 * MINUTE;
/** Ids kept from one sweep to the next: an item of DynamoDB holds 400 KB, and an id 292 letters at most. */
const MAX_WAITING = 1200;
const ASKED_AT_ONCE = 25;

/** What a sweep of one place came to. */
export interface Found {
  /** Failed builds that the history does not know, the oldest first. */
  untold: Build[];
  /** Builds that run, or ended so lately that their event may be on its way. */
  young: Build[];
  /** How far it got, when all of the untold are told; what waits is not in it yet. */
  swept: Swept;
  /** What kept it from getting to the end: the next sweep goes on from there. */
  refused?: unknown;
}

export interface Looking {
  now: Date;
  isLate: () => boolean;
}

/**
 * Looks for failed builds of a place that the history does not know: EventBridge delivers at best effort. Goes from
 * the newest back to where the last sweep had come, so that a quiet quarter of an hour costs two calls. Throws what AWS
 * refuses.
 */
export async function findUntold(
  aws: Aws,
  table: HistoryTable,
  before: Swept | undefined,
  { now, isLate }: Looking,
): Promise<Found> {
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const last = before ?? { to: ago(MAX_AGE).toISOString(), waiting: [] };
  const from = ago(OVERLAP);
  // No sweep was ever further than this, whatever a clock that was ahead wrote down.
  const since = earlier(new Date(Math.max(Date.parse(last.to), ago(MAX_AGE).getTime())), from);
  const listed = await listAll(aws, { since, from }, last, isLate);
  const seen = new Set(listed.builds.map(({ id }) => id));
  const waiting = await readBuildsById(
    aws,
    last.waiting.filter((id) => !seen.has(id)),
  );
  const builds = [...listed.builds, ...waiting];
  const due = builds.filter((build) => FAILED.has(build.status) && isDue(build, now));
  const young = builds.filter((build) => isYoung(build, now) && !isSince(build, from));
  const swept: Swept = {
    to: (listed.token === undefined ? from : since).toISOString(),
    waiting: [],
    ...(listed.token !== undefined && { rest: { token: listed.token, from: from.toISOString() } }),
  };
  return { untold: (await findMissing(table, due)).reverse(), young, swept, refused: listed.refused };
}

/** Keeps by their ids the builds that are to be looked at again. Where they are too many, the next sweep lists the newer ones anew. */
export function addWaiting(swept: Swept, builds: readonly Build[]): Swept {
  const byAge = [...builds].sort((a, b) => getStart(a) - getStart(b));
  const waiting = [...new Set(byAge.slice(0, MAX_WAITING).map(({ id }) => id))];
  const [next] = byAge.slice(MAX_WAITING);
  if (!next?.startedAt) return { ...swept, waiting };
  const back = (time: string) => earlier(new Date(time), next.startedAt ?? new Date(time)).toISOString();
  const { to, rest } = swept;
  return { to: back(to), waiting, ...(rest && { rest: { ...rest, from: back(rest.from) } }) };
}

/** Milliseconds. */
function getStart({ startedAt }: Build): number {
  return startedAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** From the top down to where the last sweep began, then on from where it had to stop. */
async function listAll(
  aws: Aws,
  { since, from }: { since: Date; from: Date },
  { rest }: Swept,
  isLate: () => boolean,
) {
  const top = await listBuildsSince(aws, rest ? earlier(new Date(rest.from), from) : since, { isLate });
  if (!rest || top.token !== undefined || isLate()) return { ...top, token: top.token ?? rest?.token };
  try {
    const below = await listBuildsSince(aws, since, { token: rest.token, isLate });
    return { ...below, builds: [...top.builds, ...below.builds] };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidInputException')) throw error;
    // CodeBuild does not know the token any more: from the top, then.
    return listBuildsSince(aws, since, { isLate });
  }
}

function isSince({ startedAt }: Build, time: Date): boolean {
  return startedAt === undefined || startedAt >= time;
}

function isDue(build: Build, now: Date): boolean {
  const age = getAge(build, now);
  return age >= MIN_AGE && age <= MAX_AGE;
}

function isYoung(build: Build, now: Date): boolean {
  return getAge(build, now) < MIN_AGE;
}

/** Milliseconds since a build ended; one that goes on has no age. */
function getAge({ endedAt }: Build, now: Date): number {
  return endedAt ? now.getTime() - endedAt.getTime() : 0;
}

/** Those without a record, and those whose message does not stand yet. */
async function findMissing(table: HistoryTable, builds: readonly Build[]): Promise<Build[]> {
  const missing: Build[] = [];
  for (let at = 0; at < builds.length; at += ASKED_AT_ONCE) {
    const some = builds.slice(at, at + ASKED_AT_ONCE);
    const known = await Promise.all(some.map((build) => findRecordedFailure(table, build.id)));
    missing.push(...some.filter((_, i) => known[i]?.delivery !== 'delivered'));
  }
  return missing;
}
