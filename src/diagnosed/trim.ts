import type { Diagnosed } from './schema.ts';

/**
 * An entry with its source, detail type and time may be 256 KB; some of it is left for the bus's name and what consumers
 * put around it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
 */
const MAX_BYTES = 240 * 1024;

/** How long a text may still be, step by step. */
const LIMITS = [4000, 1000, 250];

/** What may grow with the log and the account. The rest is names, numbers and times. */
const GROWING = [
  'title',
  'explanation',
  'reason',
  'command',
  'evidence',
  'facts',
  'checks',
  'fix',
  'alternatives',
  'retryReason',
  'changes',
  'notes',
] as const satisfies (keyof Diagnosed)[];

/** The detail itself where it is small enough, else cut, with the names of what was cut in `trimmed`. */
export function fit(detail: Diagnosed): Diagnosed {
  if (isSmall(detail)) return detail;
  const cuts = LIMITS.map((limit) => cut(detail, limit));
  return cuts.find(isSmall) ?? cuts.at(-1) ?? detail;
}

function isSmall(detail: Diagnosed): boolean {
  return Buffer.byteLength(JSON.stringify(detail)) <= MAX_BYTES;
}

function cut(detail: Diagnosed, limit: number): Diagnosed {
  const shorter: Record<string, unknown> = { ...detail };
  const trimmed: string[] = [];
  for (const field of GROWING) {
    const whole = detail[field];
    const part = field === 'fix' ? cutFix(detail.fix, limit) : shorten(whole, limit);
    if (JSON.stringify(part) === JSON.stringify(whole)) continue;
    shorter[field] = part;
    trimmed.push(field);
  }
  return { ...(shorter as Diagnosed), trimmed };
}

/** Half a command is worse than none. */
function cutFix(fix: Diagnosed['fix'], limit: number): Diagnosed['fix'] {
  const keep = (text: string | undefined) => (text !== undefined && text.length <= limit ? text : undefined);
  return fix.slice(0, count(limit)).map(({ title, command, patch, verify, changes }) => ({
    title: shortenText(title, limit),
    command: keep(command),
    patch: keep(patch),
    verify: keep(verify),
    changes,
  }));
}

/** Each text cut, each list with its first entries only. */
function shorten(value: unknown, limit: number): unknown {
  if (typeof value === 'string') return shortenText(value, limit);
  if (Array.isArray(value)) return value.slice(0, count(limit)).map((each) => shorten(each, limit));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).slice(0, count(limit));
  return Object.fromEntries(entries.map(([key, each]) => [key, shorten(each, limit)]));
}

function shortenText(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}

function count(limit: number): number {
  return Math.max(10, Math.floor(limit / 40));
}
