import type { PhaseType } from '../../../src/model.ts';

export interface LogEvent {
  timestamp: number;
  message: string;
  ingestionTime: number;
}

export interface LoggedPhase {
  type: PhaseType;
  status: string;
  startedAt: Date;
  endedAt: Date;
  contexts: { code: string; message: string }[];
}

const AGENT_LINE = /^\[Container\] (\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)? (.*)$/;

/** The time that an agent line carries, or nothing for a line of output. */
export function findAgentTime(line: string): number | undefined {
  const found = AGENT_LINE.exec(line);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = found;
  const millis = fraction === '' ? 0 : Math.floor(Number(fraction) * 1000);
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    millis,
  );
}

/**
 * The log as CloudWatch holds it: one event a line, each with the time of the agent line before it,
 * since CodeBuild ships what was printed between two agent lines together. Lines keep their newline.
 */
export function toLogEvents(log: string, startedAt: Date): LogEvent[] {
  let timestamp = startedAt.getTime();
  return splitLines(log).map((line) => {
    timestamp = Math.max(timestamp, findAgentTime(line) ?? timestamp);
    return { timestamp, message: `${line}\n`, ingestionTime: timestamp + 1500 };
  });
}

/** The log with every agent line moved by so many milliseconds. */
export function shiftLog(log: string, byMillis: number): string {
  if (byMillis === 0) return log;
  return splitLines(log)
    .map((line) => {
      const time = findAgentTime(line);
      if (time === undefined) return line;
      const [, , , , , , , fraction = '', text = ''] = AGENT_LINE.exec(line) ?? [];
      const stamp = new Date(time + byMillis).toISOString();
      const moved = `${stamp.slice(0, 10).replaceAll('-', '/')} ${stamp.slice(11, 19)}`;
      // Digits below the millisecond stay as they are.
      const digits = fraction === '' ? '' : `.${stamp.slice(20, 23)}${fraction.slice(4)}`;
      return `[Container] ${moved}${digits} ${text}`;
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** The phases that the agent told in the log, with their times, outcome and context messages. */
export function findLoggedPhases(log: string): LoggedPhase[] {
  const phases: LoggedPhase[] = [];
  let startedAt: Date | undefined;
  let now = new Date(0);
  let open: { code: string; message: string } | undefined;
  for (const line of splitLines(log)) {
    const time = findAgentTime(line);
    if (time === undefined) {
      // A context message may span lines.
      if (open && line !== '') open.message += `\n${line}`;
      continue;
    }
    now = new Date(time);
    startedAt ??= now;
    open = undefined;
    const text = AGENT_LINE.exec(line)?.[8] ?? '';
    if (/^Entering phase /.test(text)) startedAt = now;
    const done = /^Phase complete: (\w+) State: (\w+)/.exec(text);
    if (done?.[1] && done[2]) {
      phases.push({ type: done[1] as PhaseType, status: done[2], startedAt, endedAt: now, contexts: [] });
      startedAt = now;
    }
    const context = /^Phase context status code: (.*?) ?Message: (.*)$/.exec(text);
    const phase = phases.at(-1);
    if (context && phase) {
      open = { code: context[1] ?? '', message: context[2] ?? '' };
      phase.contexts.push(open);
    }
  }
  return phases;
}

function splitLines(log: string): string[] {
  const lines = log.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
