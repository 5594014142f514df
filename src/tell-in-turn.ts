import type { Desk } from './desk.ts';
import { LogThrottledError } from './errors.ts';
import { takeLogTurn } from './history/log-turn.ts';
import type { Build } from './model.ts';
import { isYoung } from './patience.ts';
import { getHistoryName } from './place.ts';
import { SlackDeliveryError } from './slack/errors.ts';
import { type Told, tellFailure } from './tell-failure.ts';

/** Gives an event to the retry queue, which hands it out at `until` or soon after. Throws where the queue does not take it. */
export type PutOff = (event: unknown, until: Date, now: Date) => Promise<void>;

/** Told later: AWS lets nobody read so many logs at a time, or Slack takes no more messages for now. */
export interface TurnedAway {
  kind: 'put off';
  until: string;
}

/**
 * Tells of a failure, or puts its event off until its log can be read: of builds that fail by the thousand, each has a
 * turn of its own, so that what AWS refuses is not asked for again and again. `turn`: the one that it got, where it was
 * put off before. Throws what tellFailure throws; that AWS or Slack has enough for now only where it cannot be put off.
 */
export async function tellInTurn(
  event: unknown,
  build: Build,
  desk: Desk,
  turn: Date | undefined,
): Promise<Told | TurnedAway> {
  const { putOff, now } = desk;
  if (!putOff) return tellFailure(build, desk);
  // The queue keeps nothing back for as long as a long line takes.
  if (turn && isFar(turn, now())) return turnAway(event, turn, desk, putOff);
  try {
    // Who knows of a line goes to its end, and does not try first.
    if (!turn && isFar(findEnd(build, desk), now())) throw new LogThrottledError(build.id);
    return await tellFailure(build, desk);
  } catch (error) {
    const later = await findLater(error, build, desk, turn).catch(() => undefined);
    if (!later) throw error;
    return await turnAway(event, later, desk, putOff).catch(() => Promise.reject(error));
  }
}

/**
 * Milliseconds until Slack is asked again. Longer than others are kept from a storm's message for it (see tell-storm.ts);
 * who waited for long waits longer, up to what the queue waits, so that those who came last are not kept back by them.
 */
const SLACK_PAUSE = { share: 1 / 4, least: 60_000, most: 900_000 };

function getSlackPause(age: number): number {
  const { share, least, most } = SLACK_PAUSE;
  return Math.min(Math.max(age * share, least), most);
}

/** When to try again what AWS or Slack was too busy for; nothing for all else. */
async function findLater(
  error: unknown,
  build: Build,
  desk: Desk,
  turn: Date | undefined,
): Promise<Date | undefined> {
  if (error instanceof LogThrottledError) return takeTurn(build, desk, turn !== undefined);
  const now = desk.now();
  const isBusy = error instanceof SlackDeliveryError && error.code === 'ratelimited';
  // The queue gives up some time; what is put off begins anew.
  if (!isBusy || !build.endedAt || !isYoung(build, now)) return undefined;
  return new Date(now.getTime() + getSlackPause(now.getTime() - build.endedAt.getTime()));
}

/** Milliseconds that are not worth a way through the queue. */
const NEAR = 1000;

function isFar(time: Date | undefined, now: Date): boolean {
  return time !== undefined && time.getTime() - now.getTime() > NEAR;
}

/** The end of the line that a build's log would have to wait in, as far as this process knows. */
function findEnd(build: Build, { logTurns, home }: Desk): Date | undefined {
  return build.log.kind === 'cloudwatch' ? logTurns.get(getHistoryName('', build, home)) : undefined;
}

async function takeTurn(build: Build, { table, home, logTurns, now }: Desk, hadTurn: boolean): Promise<Date> {
  const place = getHistoryName('', build, home);
  const turn = await takeLogTurn(table, place, now(), hadTurn);
  logTurns.set(place, turn);
  return turn;
}

async function turnAway(event: unknown, until: Date, { now }: Desk, putOff: PutOff): Promise<TurnedAway> {
  await putOff(event, until, now());
  return { kind: 'put off', until: until.toISOString() };
}
