import { stripAgentPrefix } from './agent-line.ts';
import { stripStepPrefix } from './clean.ts';
import { decodeLine, MAX_LINE_BYTES } from './kept-lines.ts';

const NEWLINE = 10;

/** The lines of a log, one after the other, each cleaned like those that signatures see. Holds one line at a time. */
export async function* readCleanLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<{ number: number; text: string }> {
  let number = 0;
  let held = Buffer.alloc(0);
  const next = (bytes: Buffer) => {
    number += 1;
    return { number, text: stripStepPrefix(stripAgentPrefix(decodeLine(bytes))) };
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([held, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield next(bytes.subarray(start, Math.min(end, start + MAX_LINE_BYTES)));
      start = end + 1;
    }
    held = bytes.subarray(start).subarray(0, MAX_LINE_BYTES);
  }
  if (held.length > 0) yield next(held);
}
