import { keepLines } from '../log/kept-lines.ts';
import { readTranscript } from '../log/transcript.ts';
import type { Transcript } from '../model.ts';
import { newCalls } from './calls.ts';
import type { CompiledCatalogue } from './catalogue.ts';
import { collectHits, type Hit } from './hits.ts';
import { newOpenLine } from './open-line.ts';
import { type Listener, search } from './search.ts';

export interface Scan {
  transcript: Transcript;
  hits: Hit[];
  /** Probes of a team's own patterns that took too long and were not tried further. */
  stopped: number[];
}

/**
 * Reads a log once, in chunks of bytes cut anywhere: the whole catalogue and the agent's lines in one pass.
 * Memory is bounded whatever the log's length.
 */
export async function scanLog(
  catalogue: CompiledCatalogue,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Scan> {
  const scanner = startScan(catalogue);
  for await (const chunk of chunks) scanner.push(chunk);
  return scanner.finish();
}

interface Scanner {
  push(chunk: Uint8Array): void;
  finish(): Scan;
}

/** One pass over one log. */
export function startScan(catalogue: CompiledCatalogue): Scanner {
  const { automaton, calls } = catalogue;
  const kept = keepLines();
  const reader = readTranscript();
  const hits = collectHits(catalogue, reader.take);
  const called = newCalls(catalogue.probes.length, catalogue.always);
  const line = newOpenLine();
  let lineNumber = 1;
  let state = automaton.start;
  let held: Buffer = Buffer.alloc(0);

  const listener: Listener = {
    found(at) {
      for (const literal of automaton.outputs(at)) called.add(calls[literal] ?? []);
    },
    lineEnded(chunk, start, end) {
      if (called.isAny) {
        hits.tryLine(lineNumber, line.read(chunk, start, end), called);
        called.clear();
      }
      line.clear();
      lineNumber++;
    },
  };

  const push = (chunk: Uint8Array) => {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : toBuffer(chunk);
    const firstLine = lineNumber;
    const stop = search(catalogue, bytes, state, listener);
    state = stop.state;
    line.add(bytes, stop.lineStart, stop.used);
    held = Buffer.from(bytes.subarray(stop.used));
    kept.add(bytes.subarray(0, stop.used), firstLine);
  };

  const finish = () => {
    if (held.length > 0) kept.add(held, lineNumber);
    if (line.hasBegun() || held.length > 0) listener.lineEnded(held, 0, held.length);
    const transcript = { ...reader.finish(lineNumber - 1, kept.read), raw: kept.readRaw };
    return { transcript, hits: hits.list(), stopped: hits.stopped() };
  };
  return { push, finish };
}

/** The same bytes, with Node's faster ways to read them. */
function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
