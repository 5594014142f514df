import type { Line, Transcript } from '../model.ts';
import type { Diagnosis } from './diagnose.ts';
import { getErrorWeight } from './error-signs.ts';
import { normalise } from './fingerprint.ts';

const MAX_LINES = 12;
/** How many lines before the failure's end are looked at. */
const MAX_READ = 6000;

/**
 * For an unknown cause: the lines shown are those that the last green build did not print in the same phase, whatever
 * numbers stand in them; of many those that look most like an error. The same diagnosis where the cause is known,
 * nothing is known of a green log, or every line was there too. The fingerprint stays that of the log alone.
 */
export function preferNewLines(
  diagnosis: Diagnosis,
  transcript: Transcript,
  greenLines: readonly string[] | undefined,
): Diagnosis {
  if (diagnosis.signature || !greenLines || greenLines.length === 0) return diagnosis;
  const known = new Set(greenLines.map((line) => normalise(line.trim())));
  const fresh = readFailingPart(diagnosis, transcript).filter(
    ({ text }) => text.trim() !== '' && !known.has(normalise(text.trim())),
  );
  if (fresh.length === 0) return diagnosis;
  return {
    ...diagnosis,
    evidence: choose(fresh),
    reason: 'No signature matches; the lines shown are those that the last green build did not print.',
  };
}

function readFailingPart({ part: { command, span } }: Diagnosis, transcript: Transcript): Line[] {
  const to = command?.lastLine ?? span?.lastLine ?? transcript.lineCount;
  const from = Math.max(1, command?.firstLine ?? span?.firstLine ?? 1, to - MAX_READ);
  return transcript.lines(from, to);
}

function choose(lines: readonly Line[]): Line[] {
  return lines
    .map((line) => ({ line, weight: getErrorWeight(line.text) }))
    .sort((a, b) => b.weight - a.weight || a.line.number - b.line.number)
    .slice(0, MAX_LINES)
    .map(({ line }) => line)
    .sort((a, b) => a.number - b.number);
}
