import { FaultlineError } from '../errors.ts';

/** The time that a digest is about. */
export interface Week {
  from: Date;
  to: Date;
  /** IANA name, such as Europe/Berlin. */
  timezone: string;
  /** The ISO week that it covers most of, as 2026-W47: what a channel is told once. */
  id: string;
}

const DAY = 86_400_000;

/** Throws FaultlineError `invalid-timezone` for a name that is none. */
export function checkTimezone(timezone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch (cause) {
    throw new FaultlineError(
      'invalid-timezone',
      `"${timezone}" is no time zone; give a name such as Europe/Berlin.`,
      { cause },
    );
  }
}

/**
 * The seven days that end at a moment, by the clock of the time zone: over a change to summer time they are an
 * hour shorter. Weeks that are told at the same time of the clock follow each other without a gap.
 */
export function getWeek(to: Date, timezone: string): Week {
  const middle = new Date(to.getTime() - 3.5 * DAY);
  return { from: goBack(to, 7, timezone), to, timezone, id: getIsoWeek(middle, timezone) };
}

/** So many days that end at a moment. */
export function getDays(to: Date, days: number, timezone: string): Week {
  return { ...getWeek(to, timezone), from: goBack(to, days, timezone) };
}

/** The periods of the same length before a week, the nearest first. */
export function listWeeksBefore({ from, to, timezone }: Week, count: number): { from: Date; to: Date }[] {
  const days = Math.max(1, Math.round((to.getTime() - from.getTime()) / DAY));
  return Array.from({ length: count }, (_, index) => ({
    from: goBack(from, days * (index + 1), timezone),
    to: goBack(from, days * index, timezone),
  }));
}

/** Takes a moment back by days of the clock: the same time of day, whatever the offset was then. */
function goBack(at: Date, days: number, timezone: string): Date {
  const back = new Date(at.getTime() - days * DAY);
  return new Date(back.getTime() + getOffset(at, timezone) - getOffset(back, timezone));
}

/** How far the clocks of a time zone are ahead of UTC at a moment, in milliseconds. */
function getOffset(at: Date, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour'),
    get('minute'),
    get('second'),
  );
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** The ISO week that holds a moment: weeks begin on Monday, the first one has the year's first Thursday. */
export function getIsoWeek(at: Date, timezone: string): string {
  const local = new Date(at.getTime() + getOffset(at, timezone));
  const weekday = (local.getUTCDay() + 6) % 7;
  const thursday = new Date(local.getTime() + (3 - weekday) * DAY);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** `Mon 16 Nov` */
export function renderDay(at: Date, timezone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).formatToParts(at);
  return ['weekday', 'day', 'month'].map((type) => parts.find((part) => part.type === type)?.value).join(' ');
}

/** `08:00` */
export function renderTime(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'short' }).format(at);
}
