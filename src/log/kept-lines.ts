import type { Line } from '../model.ts';
import { stripAgentPrefix } from './agent-line.ts';
import { cleanLine } from './clean.ts';

const BLOCK_BYTES = 256 * 1024;
/** What is kept of a long log: a megabyte of its beginning, where the build is set up, and eight of its end, where it mostly fails. */
const HEAD_BLOCKS = 4;
const TAIL_BLOCKS = 32;
/** A line is shown and matched up to here; a line of megabytes is data, not a message. */
export const MAX_LINE_BYTES = 16 * 1024;

interface Block {
  bytes: Buffer;
  length: number;
  /** Number of the line that the first byte belongs to. */
  firstLine: number;
}

export interface KeptLines {
  /** Copies bytes whose first belongs to this line. */
  add(bytes: Buffer, firstLine: number): void;
  /** The held lines from..to, cleaned; a line that was let go is left out. */
  read(from: number, to: number): Line[];
  /** The held lines from..to as they stand, colours and carriage returns and all. */
  readRaw(from: number, to: number): string;
}

/** Decodes and cleans a line that stands from `start` to `end` in the bytes. */
export function decodeLine(bytes: Buffer, start = 0, end = bytes.length): string {
  return cleanLine(bytes.toString('utf8', start, Math.min(end, start + MAX_LINE_BYTES)));
}

/**
 * Holds the bytes of a log within a fixed budget, so that memory does not grow with the log. The blocks are used
 * again: a gigabyte leaves no garbage.
 */
export function keepLines(): KeptLines {
  const blocks: Block[] = [];
  const add = (bytes: Buffer, firstLine: number) => {
    let line = firstLine;
    for (let at = 0; at < bytes.length; ) {
      const block = getRoom(blocks, line);
      const copied = bytes.copy(block.bytes, block.length, at);
      block.length += copied;
      at += copied;
      if (at < bytes.length) line += countNewlines(bytes.subarray(at - copied, at));
    }
  };
  return {
    add,
    read: (from, to) => readLines(blocks, from, to),
    readRaw: (from, to) => readRaw(blocks, from, to),
  };
}

/** The block to write to: the last, a new one, or the oldest of the tail over again. */
function getRoom(blocks: Block[], firstLine: number): Block {
  const last = blocks.at(-1);
  if (last && last.length < BLOCK_BYTES) return last;
  const isFull = blocks.length === HEAD_BLOCKS + TAIL_BLOCKS;
  const [oldest] = isFull ? blocks.splice(HEAD_BLOCKS, 1) : [];
  const block = { bytes: oldest?.bytes ?? Buffer.allocUnsafe(BLOCK_BYTES), length: 0, firstLine };
  blocks.push(block);
  return block;
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

function readLines(blocks: readonly Block[], from: number, to: number): Line[] {
  return [...collectPieces(blocks, from, to)].map(([number, parts]) => {
    const text = decodeLine(Buffer.concat(parts));
    const message = stripAgentPrefix(text);
    return { number, text: message, isAgents: message !== text };
  });
}

function readRaw(blocks: readonly Block[], from: number, to: number): string {
  return [...collectPieces(blocks, from, to).values()]
    .map((parts) => Buffer.concat(parts).toString('utf8', 0, MAX_LINE_BYTES))
    .join('\n');
}

function collectPieces(blocks: readonly Block[], from: number, to: number): Map<number, Buffer[]> {
  const pieces = new Map<number, Buffer[]>();
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1]?.firstLine ?? Number.POSITIVE_INFINITY;
    if (next >= from && block.firstLine <= to) collectLines(block, from, to, pieces);
  }
  return pieces;
}

/** A line may begin in one block and end in the next: its pieces are gathered under its number. */
function collectLines(block: Block, from: number, to: number, pieces: Map<number, Buffer[]>): void {
  const bytes = block.bytes.subarray(0, block.length);
  let start = 0;
  for (let number = block.firstLine; number <= to && start <= bytes.length; number++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (number >= from && (end > start || newline >= 0)) {
      pieces.set(number, [...(pieces.get(number) ?? []), bytes.subarray(start, end)]);
    }
    if (newline < 0) return;
    start = newline + 1;
  }
}
