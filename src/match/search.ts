import type { CompiledCatalogue } from './catalogue.ts';

/** What a search tells of as it comes to it. */
export interface Listener {
  /** A state in which literals end. */
  found(state: number): void;
  /** The line that began at `start`, or in an earlier chunk when that is 0, ends before the newline at `end`. */
  lineEnded(chunk: Buffer, start: number, end: number): void;
}

/** Where a search stopped. */
export interface Stop {
  state: number;
  /** Bytes used: all, but for an escape sequence that the chunk cuts. */
  used: number;
  /** Where the line begins that is not ended yet. */
  lineStart: number;
}

const NEWLINE = 10;
const ESCAPE = 27;
/** A sequence is not longer than this; what goes on is text. */
const MAX_ESCAPE = 64;

/** The hot loop: one table look-up a byte, and a stop only where a literal, a line or an escape sequence is. */
export function search(
  { automaton, newlineState, escapeState }: CompiledCatalogue,
  chunk: Buffer,
  from: number,
  listener: Listener,
): Stop {
  const { classes, next, firstAccepting } = automaton;
  const { length } = chunk;
  let state = from;
  let lineStart = 0;
  let i = 0;
  for (; i < length; i++) {
    const previous = state;
    state = next[state + (classes[chunk[i] as number] as number)] as number;
    if (state < firstAccepting) continue;
    if (state === newlineState) {
      listener.lineEnded(chunk, lineStart, i);
      lineStart = i + 1;
    } else if (state === escapeState) {
      // Colours may stand in the middle of what is looked for: the search goes on behind them as if they were not there.
      state = previous;
      const end = findEscapeEnd(chunk, i + 1);
      if (end === undefined) break;
      i = end - 1;
    } else listener.found(state);
  }
  return { state, used: i, lineStart };
}

/**
 * The index behind an escape sequence whose ESC is just before `from`; undefined when the chunk ends in it.
 * ECMA-48: `[`, parameters and intermediates (0x20 to 0x3f), one final byte. Of other kinds one byte is skipped.
 */
function findEscapeEnd(chunk: Uint8Array, from: number): number | undefined {
  const limit = Math.min(chunk.length, from + MAX_ESCAPE);
  let i = chunk[from] === 0x5b ? from + 1 : from;
  while (i < limit && (chunk[i] as number) >= 0x20 && (chunk[i] as number) <= 0x3f) i++;
  if (i < limit) return chunk[i] === NEWLINE || chunk[i] === ESCAPE ? i : i + 1;
  return limit < chunk.length || limit - from === MAX_ESCAPE ? limit : undefined;
}
