import { decodeLine, MAX_LINE_BYTES } from '../log/kept-lines.ts';

/** The line that chunks cut: its beginning is kept until its end comes. */
export interface OpenLine {
  hasBegun(): boolean;
  /** Keeps a copy of the part from `start` to `end`: the reader may use its buffer again. */
  add(chunk: Buffer, start: number, end: number): void;
  /** The cleaned text of the line whose last part stands from `start` to `end`. */
  read(chunk: Buffer, start: number, end: number): string;
  clear(): void;
}

export function newOpenLine(): OpenLine {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    hasBegun: () => size > 0,
    add(chunk, start, end) {
      if (start >= end || size >= MAX_LINE_BYTES) return;
      parts.push(Buffer.from(chunk.subarray(start, end)));
      size += end - start;
    },
    read: (chunk, start, end) =>
      size > 0
        ? decodeLine(Buffer.concat([...parts, chunk.subarray(start, end)]))
        : decodeLine(chunk, start, end),
    clear() {
      if (size === 0) return;
      parts = [];
      size = 0;
    },
  };
}
