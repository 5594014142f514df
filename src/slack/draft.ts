import { RE2JS } from 're2js';
import type { Draft } from './request.ts';

/** What is wrong with a field of a draft. */
export type Faults = Partial<Record<keyof Draft, string>>;

/**
 * Takes a line of a log; returns a pattern that finds it, with what differs from run to run left open: numbers, ids,
 * spaces, secrets. At most `room` characters: a pattern needs no whole line.
 */
export function escapePattern(line: string, room: number): string {
  const pieces =
    line.trim().match(/\[redacted [^\]]{1,60}\]|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d+|\s+|./gisu) ??
    [];
  let pattern = '';
  for (const piece of pieces) {
    const next = pattern + openUp(piece);
    if (next.length > room) break;
    pattern = next;
  }
  return pattern;
}

function openUp(piece: string): string {
  // The log itself has the secret there.
  if (piece.startsWith('[redacted ')) return '.+';
  if (piece.length === 36 && piece.includes('-')) return '[0-9a-f-]+';
  if (/^\d+$/.test(piece)) return '\\d+';
  if (/^\s+$/.test(piece)) return '\\s+';
  return piece.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

/** Compiles a pattern of a person: in time that grows with the line only. Throws for what RE2 does not take. */
export function compilePattern(match: string): RE2JS {
  return RE2JS.compile(match);
}

/** Looks a draft over, before its log is read. It must find one of `lines`; `taken` are the ids that exist. */
export function findFaults(draft: Draft, lines: readonly string[], taken: ReadonlySet<string>): Faults {
  return {
    ...findIdFault(draft, taken),
    ...(draft.title.trim() === '' && { title: 'Say what broke.' }),
    ...findPatternFault(draft, lines),
  };
}

function findIdFault({ id }: Draft, taken: ReadonlySet<string>): Faults {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) || id.length > 60)
    return { id: 'Small letters, digits and hyphens; it begins with a letter.' };
  return taken.has(id) ? { id: 'There is a signature of this id already.' } : {};
}

function findPatternFault({ match }: Draft, lines: readonly string[]): Faults {
  try {
    const pattern = compilePattern(match);
    if (pattern.matcher('').find()) return { match: 'It finds an empty line, so every line.' };
    if (lines.length > 0 && !lines.some((line) => pattern.matcher(line).find()))
      return { match: 'It finds none of the lines above.' };
    return {};
  } catch (error) {
    return {
      match: `Not a pattern: ${error instanceof Error ? error.message : String(error)}`.slice(0, 150),
    };
  }
}
