import type { Desk } from './desk.ts';
import { BuildHeldError } from './errors.ts';
import { findSwept, writeSwept } from './history/swept.ts';
import type { Build } from './model.ts';
import { getHistoryName, type Place } from './place.ts';
import { addWaiting, type Found, findUntold } from './sweep-place.ts';

export interface SweepOptions {
  /** Whether the time is over: no more is begun then, and the next sweep goes on from there. */
  isLate?: (() => boolean) | undefined;
  /** Looks at the whole day again, whatever earlier sweeps saw. */
  isThorough?: boolean | undefined;
}

export interface SweepResult {
  told: number;
  /** Failed builds that the next sweep will tell, where the time was over. */
  left?: number;
}

/** After an outage there are many: at once no more than Slack and GetLogEvents bear well. */
const TOLD_AT_ONCE = 4;
const PLACES_AT_ONCE = 4;

/** The regions to sweep in Faultline's own account and in those listed, each once; its own region where none is listed. */
export function getSweptPlaces(
  { account: own, region }: { account: string | undefined; region: string },
  { regions, accounts }: { regions: readonly string[]; accounts: ReadonlySet<string> },
): Place[] {
  const all = regions.length > 0 ? regions : [region];
  const others = [...accounts].filter((account) => account !== own);
  return [undefined, ...others].flatMap((account) => all.map((each) => ({ account, region: each })));
}

/**
 * Tells the failures of the places that EventBridge did not deliver. Neither a place that refuses nor a build that
 * cannot be told keeps the others back; an AggregateError that names them is thrown at the end.
 */
export async function sweep(
  desk: Desk,
  places: readonly Place[],
  options: SweepOptions = {},
): Promise<SweepResult> {
  const results = await runEach(places, PLACES_AT_ONCE, (place) => sweepPlace(desk, place, options));
  const done = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refused = results.flatMap((result, i) => {
    const reason = result.status === 'rejected' ? result.reason : result.value.refused;
    return reason === undefined ? [] : [wordRefused(places[i], reason)];
  });
  const failed = done.flatMap(({ failed }) => failed);
  const [told, left] = [sum(done, 'told'), sum(done, 'left')];
  if (failed.length + refused.length === 0) return { told, ...(left > 0 && { left }) };
  const words = [
    ...(failed.length > 0
      ? [`${failed.length} of ${told + left + failed.length} failed builds could not be told: ${failed[0]}`]
      : []),
    ...refused.map((error) => error.message),
  ];
  throw new AggregateError([...failed, ...refused], words.join('\n'));
}

async function sweepPlace(desk: Desk, place: Place, { isLate = () => false, isThorough }: SweepOptions) {
  const { table, home } = desk;
  const name = getHistoryName('', { account: place.account ?? home.account, region: place.region }, home);
  const before = isThorough ? undefined : await findSwept(table, name);
  const now = desk.now();
  const found = await findUntold(desk.aws(place), table, before, { now, isLate });
  const told = await tellAll(found, desk, isLate);
  const waiting = [...told.left, ...told.held, ...told.failed.map(({ build }) => build), ...found.young];
  await writeSwept(table, name, addWaiting(found.swept, waiting), now);
  const failed = told.failed.map(({ reason }) => reason);
  return { told: told.count, left: told.left.length, failed, refused: found.refused };
}

interface ToldAll {
  count: number;
  left: Build[];
  /** Their events have come after all, and other workers are at them: whether those get through, the next sweep sees. */
  held: Build[];
  failed: { build: Build; reason: unknown }[];
}

async function tellAll({ untold }: Found, desk: Desk, isLate: () => boolean): Promise<ToldAll> {
  if (untold.length === 0) return { count: 0, left: [], held: [], failed: [] };
  // Only here: most sweeps find nothing to tell.
  const { tellFailure } = await import('./tell-failure.ts');
  const left: Build[] = [];
  const results = await runEach(untold, TOLD_AT_ONCE, async (build) => {
    if (isLate()) return void left.push(build);
    const told = await tellFailure(build, desk);
    return told.kind;
  });
  const refused = results.flatMap((result, i) => {
    const build = untold[i];
    return result.status === 'rejected' && build ? [{ build, reason: result.reason }] : [];
  });
  const held = refused.filter(({ reason }) => reason instanceof BuildHeldError).map(({ build }) => build);
  const failed = refused.filter(({ reason }) => !(reason instanceof BuildHeldError));
  const count = results.filter(
    (result) => result.status === 'fulfilled' && result.value !== undefined && result.value !== 'repeat',
  ).length;
  return { count, left, held, failed };
}

/** Runs a step for each item, some at a time, and waits for all; like Promise.allSettled, in the order of the items. */
async function runEach<T, R>(
  items: readonly T[],
  atOnce: number,
  step: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [i, item] of queue) [results[i]] = await Promise.allSettled([step(item)]);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return results;
}

function wordRefused(place: Place | undefined, reason: unknown): Error {
  const where = [place?.account, place?.region].filter(Boolean).join(', ');
  const why = reason instanceof Error ? reason.message : String(reason);
  return new Error(`${where} could not be swept: ${why}`, { cause: reason });
}

function sum(done: readonly { told: number; left: number }[], field: 'told' | 'left'): number {
  return done.reduce((all, each) => all + each[field], 0);
}
