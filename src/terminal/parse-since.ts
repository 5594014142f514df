import { FaultlineError } from '../errors.ts';

const DAYS = { d: 1, w: 7 } as const;
const MAX_DAYS = 400;

/** Takes `7d` or `4w`; returns the days. Throws FaultlineError `invalid-since` for anything else, or more than the history keeps. */
export function parseSince(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,4})([dw])$/.exec(text.trim()) ?? [];
  const days = Number(number) * (DAYS[unit as keyof typeof DAYS] ?? 0);
  if (days < 1 || days > MAX_DAYS)
    throw new FaultlineError(
      'invalid-since',
      `--since "${text}" should be days or weeks, such as 7d or 4w, ${MAX_DAYS}d at most.`,
    );
  return days;
}
