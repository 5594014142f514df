import * as z from 'zod';
import { FaultlineError } from '../errors.ts';
import { checkTimezone, getWeek, type Week } from './week.ts';

/** Whose week is to be told, where. */
export interface DigestOrder {
  week: Week;
  /** Where it goes; nothing for the channel of the settings. */
  channel: string | undefined;
  /** `told-here`: only what was told in that channel. */
  covers: 'all' | 'told-here';
}

const payload = z.object({
  /** `<aws.scheduler.scheduled-time>`: the same in every retry. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
  scheduledTime: z.iso.datetime({ offset: true }).optional(),
  /** What the Scheduler sends where a schedule has no input of its own. */
  time: z.iso.datetime({ offset: true }).optional(),
  timezone: z.string().optional(),
  channel: z.string().min(1).optional(),
  covers: z.enum(['all', 'told-here']).optional(),
});

/**
 * Takes the payload of a schedule; returns the week that it is about. Without a time it is the week that ends now.
 * Throws FaultlineError `invalid-event` or `invalid-timezone`.
 */
export function parseSchedule(event: unknown, now: Date): DigestOrder {
  const parsed = payload.safeParse(event ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new FaultlineError(
      'invalid-event',
      `Not the payload of a digest's schedule: ${issue?.path.join('.') || 'event'}: ${issue?.message}`,
    );
  }
  const { scheduledTime, time, timezone = 'Etc/UTC', channel, covers = 'all' } = parsed.data;
  const at = scheduledTime ?? time;
  return { week: getWeek(at === undefined ? now : new Date(at), checkTimezone(timezone)), channel, covers };
}
