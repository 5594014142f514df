import type { Line, Transcript } from '../model.ts';
import { getErrorWeight } from './error-signs.ts';
import type { FailingPart } from './failing-part.ts';
import { normalise } from './fingerprint.ts';

const MAX_LINES = 12;
/** How many lines before the failure's end are looked at. */
const MAX_READ = 6000;
/** How many of the last lines before the exit status are shown in any case. */
const LAST = 3;

/** Lines of at least this weight are taken, so many from each on: they say which, where and why. */
interface Round {
  weight: number;
  take: number;
}
const INSIDE: readonly Round[] = [
  { weight: 2.5, take: 3 },
  { weight: 1, take: 1 },
];
const ELSEWHERE: readonly Round[] = [{ weight: 2.5, take: 2 }];

/**
 * The lines that best show a failure, at most 12 with those that are `shown` already, in order: of the failing
 * command's output the heaviest by their shape and by how much they stand out, each with what follows it, and the
 * last before the exit status; then, while there is room, heavy lines of the rest of the log.
 */
export function findErrorChunk(
  transcript: Transcript,
  { command, span }: FailingPart,
  shown: readonly Line[] = [],
): Line[] {
  const to = command?.lastLine ?? span?.lastLine ?? transcript.lineCount;
  const from = Math.max(command?.firstLine ?? span?.firstLine ?? 1, to - MAX_READ);
  const inside = readText(transcript, from, to);
  const verdict = command ? transcript.lines(to + 1, to + 1) : [];
  const last = [...inside.slice(-LAST), ...verdict];
  const chosen = new Map(
    [...last.slice(shown.length - MAX_LINES), ...shown].map((line) => [line.number, line]),
  );
  pick(inside, INSIDE, chosen);
  pick(readText(transcript, from - MAX_READ, from - 1), ELSEWHERE, chosen);
  pick(readText(transcript, to + 2, to + MAX_READ), ELSEWHERE, chosen);
  return [...chosen.values()].sort((a, b) => a.number - b.number);
}

function readText(transcript: Transcript, from: number, to: number): Line[] {
  return transcript.lines(Math.max(1, from), to).filter((line) => line.text.trim() !== '');
}

/** Adds the heaviest lines to those chosen, while there is room. */
function pick(lines: readonly Line[], rounds: readonly Round[], chosen: Map<number, Line>): void {
  const byWeight = weigh(lines)
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { weight, take } of rounds) {
    for (const { index } of byWeight.filter((line) => line.weight >= weight)) {
      for (const line of lines.slice(index, index + take))
        if (chosen.size < MAX_LINES) chosen.set(line.number, line);
    }
  }
}

/** A line that the log repeats in other numbers stands out less. */
function weigh(lines: readonly Line[]): number[] {
  const shapes = lines.map((line) => normalise(line.text));
  const count = new Map<string, number>();
  for (const shape of shapes) count.set(shape, (count.get(shape) ?? 0) + 1);
  return lines.map(({ text }, index) => {
    const weight = getErrorWeight(text);
    const repeats = count.get(shapes[index] ?? '') ?? 1;
    return weight * (repeats > 8 ? 0.4 : 1);
  });
}
