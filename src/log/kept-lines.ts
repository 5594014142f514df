import type { Line } from '../model.ts';
import { stripAgentPrefix } from './agent-line.ts';
import { cleanLine } from './clean.ts';

const MIB = 1024 * 1024;
/** What is kept of a long log: its first part, where the build is set up, and its end, where it mostly fails. */
const HEAD_BYTES = 2 * MIB;
const TAIL_BYTES = 12 * MIB;
/** A line is shown and matched up to here; a line of megabytes is data, not a message. */
export const MAX_LINE_BYTES = 16 * 1024;

interface Chunk {
  bytes: Uint8Array;
  /** Number of the line that the first byte belongs to. */
  firstLine: number;
}

export interface KeptLines {
  add(bytes: Uint8Array, firstLine: number): void;
  /** The held lines from..to, cleaned; a line that was let go is left out. */
  read(from: number, to: number): Line[];
}

/** Decodes and cleans a line that stands from `start` to `end` in the bytes. */
export function decodeLine(bytes: Buffer, start = 0, end = bytes.length): string {
  return cleanLine(bytes.toString('utf8', start, Math.min(end, start + MAX_LINE_BYTES)));
}

/** Holds the bytes of a log within a fixed budget, so that memory does not grow with the log. */
export function keepLines(): KeptLines {
  const chunks: Chunk[] = [];
  let headCount = 0;
  let headBytes = 0;
  let tailBytes = 0;
  const add = (bytes: Uint8Array, firstLine: number) => {
    chunks.push({ bytes, firstLine });
    if (headCount === chunks.length - 1 && headBytes + bytes.length <= HEAD_BYTES) {
      headCount++;
      headBytes += bytes.length;
      return;
    }
    tailBytes += bytes.length;
    while (tailBytes > TAIL_BYTES && chunks.length - headCount > 1) {
      const [gone] = chunks.splice(headCount, 1);
      tailBytes -= gone?.bytes.length ?? 0;
    }
  };
  return { add, read: (from, to) => readLines(chunks, from, to) };
}

function readLines(chunks: readonly Chunk[], from: number, to: number): Line[] {
  const parts = new Map<number, Uint8Array[]>();
  for (const [index, chunk] of chunks.entries()) {
    const next = chunks[index + 1]?.firstLine ?? Number.POSITIVE_INFINITY;
    if (next < from || chunk.firstLine > to) continue;
    collectLines(chunk, from, to, parts);
  }
  return [...parts].map(([number, pieces]) => {
    const text = decodeLine(Buffer.concat(pieces));
    const message = stripAgentPrefix(text);
    return { number, text: message, isAgents: message !== text };
  });
}

/** A line may begin in one chunk and end in the next: its pieces are gathered under its number. */
function collectLines(
  { bytes, firstLine }: Chunk,
  from: number,
  to: number,
  parts: Map<number, Uint8Array[]>,
): void {
  let start = 0;
  for (let number = firstLine; number <= to && start <= bytes.length; number++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (number >= from && (end > start || newline >= 0))
      parts.set(number, [...(parts.get(number) ?? []), bytes.subarray(start, end)]);
    if (newline < 0) return;
    start = newline + 1;
  }
}
