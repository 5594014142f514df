import type { Aws } from './aws.ts';
import { FAILED, listBuilds } from './build/read.ts';
import type { Desk } from './desk.ts';
import { findRecordedFailure } from './history/failure.ts';
import type { HistoryTable } from './history/table.ts';
import type { Build } from './model.ts';
import { tellFailure } from './tell-failure.ts';

const MINUTE = 60_000;
/** What failed so lately may still be on its way from EventBridge. */
const MIN_AGE = 10 * MINUTE;
/** What failed longer ago is no news any more. */
const MAX_AGE = 24 * 60 * MINUTE;
const MAX_PAGES = 20;

/**
 * Tells the failures of a region that EventBridge did not deliver; returns how many. One that cannot be told does not
 * keep the others back; an AggregateError is thrown then.
 */
export async function sweep(desk: Desk, region: string): Promise<number> {
  const untold = await findUntold(desk.aws(region), desk.table, desk.now());
  const results = await Promise.allSettled(untold.map((build) => tellFailure(build, desk)));
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failed.length === 0) return untold.length;
  throw new AggregateError(
    failed,
    `${failed.length} of ${untold.length} failed builds could not be told: ${failed[0]}`,
  );
}

/**
 * Failed builds of a region that the history does not know: EventBridge delivers at best effort. Goes from the
 * newest back and stops at a page whose failures are all known, so that a quiet quarter of an hour costs two calls.
 * Throws what AWS refuses.
 */
async function findUntold(aws: Aws, table: HistoryTable, now: Date): Promise<Build[]> {
  const untold: Build[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { builds, nextToken: next } = await listBuilds(aws, nextToken);
    const failed = builds.filter((build) => FAILED.has(build.status) && isDue(build, now));
    const missing = await findMissing(table, failed);
    untold.push(...missing);
    const isCaughtUp = failed.length > 0 && missing.length === 0;
    const isOld = builds.some((build) => getAge(build, now) > MAX_AGE);
    if (isCaughtUp || isOld || next === undefined) break;
    nextToken = next;
  }
  return untold.reverse();
}

function isDue(build: Build, now: Date): boolean {
  const age = getAge(build, now);
  return age >= MIN_AGE && age <= MAX_AGE;
}

/** Milliseconds since a build ended; one that goes on has no age. */
function getAge({ endedAt }: Build, now: Date): number {
  return endedAt ? now.getTime() - endedAt.getTime() : 0;
}

/** Those without a record, and those whose message does not stand yet. */
async function findMissing(table: HistoryTable, builds: readonly Build[]): Promise<Build[]> {
  const known = await Promise.all(builds.map((build) => findRecordedFailure(table, build.id)));
  return builds.filter((_, i) => known[i]?.delivery !== 'delivered');
}
