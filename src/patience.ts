import type { Desk } from './desk.ts';
import type { Build } from './model.ts';
import type { DeliverOptions } from './slack/deliver.ts';

/** What is kept to record what was told, and to give back what was not, in milliseconds. */
const RESERVE = 10_000;
/** A busy channel has its turn for everybody within this; what waits for longer waits cheaper in the queue. */
const LONGEST = 20_000;

/** How long a message may wait for Slack in this invocation: what takes longer goes back to the queue. And who is told what it lacks. */
export function getPatience({
  pause,
  note,
  getRemaining,
}: Desk): Pick<DeliverOptions, 'sleep' | 'note' | 'patienceMilliseconds'> {
  const left = (getRemaining?.() ?? Number.POSITIVE_INFINITY) - RESERVE;
  return { sleep: pause, note, patienceMilliseconds: Math.max(0, Math.min(LONGEST, left)) };
}

/** Whether so long a pause, and a post after it, are over before the invocation is. */
export function mayGoOn({ getRemaining }: Desk, milliseconds: number): boolean {
  return (getRemaining?.() ?? Number.POSITIVE_INFINITY) - milliseconds > 2 * RESERVE;
}

const HOURS = 6 * 60 * 60_000;

/** Whether a build ended so lately that telling of it may wait for AWS and Slack to have room. */
export function isYoung({ endedAt }: Build, now: Date): boolean {
  return endedAt !== undefined && now.getTime() - endedAt.getTime() < HOURS;
}
