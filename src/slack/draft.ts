import { cleanText } from './escape.ts';
import type { Draft } from './request.ts';

/** The modal in which a signature is drafted, and its fields. */
export const SIGNATURE_VIEW = 'signature';
export const DRAFT_FIELDS = ['id', 'title', 'match', 'explanation', 'fix', 'not'] as const;

/** What is wrong with a field of a draft. */
export type Faults = Partial<Record<keyof Draft, string>>;

/**
 * Takes a line of a log; returns a pattern that finds it, with what differs from run to run left open: numbers, ids,
 * spaces, secrets, what the eye cannot see. At most `room` characters: a pattern needs no whole line.
 */
export function escapePattern(line: string, room: number): string {
  const pieces =
    line
      .trim()
      .match(/\[redacted [^\]]{1,60}\]|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d+|[\t\f ]+|./gisu) ?? [];
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
  if (/^\[redacted /i.test(piece)) return '.+';
  if (piece.length === 36 && piece.includes('-')) return '[0-9A-Fa-f-]+';
  if (/^\d+$/.test(piece)) return '\\d+';
  // Nobody who looks a pattern over would see it.
  if (cleanText(piece) === '' || !piece.isWellFormed()) return '.';
  // What RE2 calls space: other spaces of Unicode stand for themselves.
  if (/^[\t\f ]+$/.test(piece)) return '\\s+';
  return piece.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

/** The draft as an entry of `signatures.yml`. */
export function toEntry({ id, title, match, explanation, fix, sample, not }: Draft) {
  const step = fix ? { title: 'Run this', command: fix } : { title: 'Say here what fixes it' };
  return {
    id,
    title,
    patterns: [match],
    explanation,
    fix: [step],
    samples: { matches: sample === undefined ? [] : [sample], not: [not] },
  };
}

/** Fields of the modal, by the fields of an entry. */
const FIELD_OF: Readonly<Record<string, keyof Draft | undefined>> = {
  id: 'id',
  title: 'title',
  patterns: 'match',
  explanation: 'explanation',
  fix: 'fix',
  samples: 'not',
};

/**
 * Looks a draft over, before its log is read, as the file will be when it is read. It must find one of `lines`; `taken`
 * are the ids that exist.
 */
export async function findFaults(
  draft: Draft,
  lines: readonly string[],
  taken: ReadonlySet<string>,
): Promise<Faults> {
  // Only here: most requests look no draft over.
  const [{ checkEntry }, { compilePattern }] = await Promise.all([
    import('../own-signatures/check-entry.ts'),
    import('../own-signatures/pattern.ts'),
  ]);
  const { faults } = checkEntry(toEntry({ ...draft, sample: draft.sample ?? 'a line' }), 0);
  const found = faults.map(({ path: [, , field = ''], message }) => [
    FIELD_OF[String(field)] ?? 'title',
    `It ${message}`.slice(0, 150),
  ]);
  const ofFields: Faults = Object.fromEntries(found.reverse());
  if (taken.has(draft.id)) ofFields.id = 'There is a signature of this id already.';
  if (ofFields.match !== undefined) return ofFields;
  const pattern = compilePattern(draft.match);
  if (lines.length > 0 && !lines.some((line) => pattern.test(line)))
    ofFields.match = 'It finds none of the lines above.';
  if (pattern.test(draft.not)) ofFields.not = 'The pattern finds it.';
  return ofFields;
}
