import { type AgentLine, stripAgentPrefix } from '../log/agent-line.ts';
import { stripStepPrefix } from '../log/clean.ts';
import { decodeLine, keepLines, MAX_LINE_BYTES } from '../log/kept-lines.ts';
import { readTranscript } from '../log/transcript.ts';
import type { Transcript } from '../model.ts';
import { AGENT_CALL, type CompiledCatalogue } from './catalogue.ts';

/** A probe that matched a line. */
export interface Hit {
  probe: number;
  line: number;
  text: string;
  groups: Record<string, string>;
}

export interface Scan {
  transcript: Transcript;
  hits: Hit[];
}

/** Encoded authorization messages are the longest facts, with some 2,000 characters. */
const MAX_FACT = 4000;
/** Patterns are tried on so much of a line: some take quadratic time on a hostile one. */
const MAX_MATCHED = 4096;
/** Of one probe's hits the first and the last are kept; a log of a gigabyte may hold millions. */
const KEPT_HITS = 50;

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

const NEWLINE = 10;
const ESCAPE = 27;

/** The state of one pass. `push` is the hot loop: one table look-up a byte, and a stop only where a literal ends. */
export function startScan(catalogue: CompiledCatalogue): Scanner {
  const { automaton, calls, newlineState, escapeState } = catalogue;
  const { classes, next, firstAccepting } = automaton;
  const kept = keepLines();
  const reader = readTranscript();
  const collect = collectHits(catalogue, reader.take);
  const called = newCalls(catalogue.probes.length, catalogue.always);
  let state = automaton.start;
  let lineNumber = 1;
  let carry: Uint8Array[] = [];
  let carried = 0;
  let held: Buffer = Buffer.alloc(0);

  const endLine = (chunk: Buffer, start: number, end: number) => {
    if (called.isAny) {
      const text =
        carried > 0
          ? decodeLine(Buffer.concat([...carry, chunk.subarray(start, end)]))
          : decodeLine(chunk, start, end);
      collect(lineNumber, text, called);
      called.clear();
    }
    if (carried > 0) {
      carry = [];
      carried = 0;
    }
    lineNumber++;
  };

  /** Searches bytes; returns how many were used: an escape sequence that the chunk cuts is left for the next. */
  const search = (chunk: Buffer): number => {
    const { length } = chunk;
    let at = state;
    let lineStart = 0;
    let i = 0;
    for (; i < length; i++) {
      const previous = at;
      at = next[at + (classes[chunk[i] as number] as number)] as number;
      if (at < firstAccepting) continue;
      if (at === newlineState) {
        endLine(chunk, lineStart, i);
        lineStart = i + 1;
      } else if (at === escapeState) {
        // Colours may stand in the middle of what is looked for: the search goes on behind them as if they were not there.
        at = previous;
        const end = findEscapeEnd(chunk, i + 1);
        if (end === undefined) break;
        i = end - 1;
      } else {
        for (const literal of automaton.outputs(at)) called.add(calls[literal] ?? []);
      }
    }
    state = at;
    if (lineStart < i && carried < MAX_LINE_BYTES) {
      // A copy: the reader may use its buffer again.
      carry.push(Buffer.from(chunk.subarray(lineStart, i)));
      carried += i - lineStart;
    }
    return i;
  };

  const push = (chunk: Uint8Array) => {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : toBuffer(chunk);
    const firstLine = lineNumber;
    const used = search(bytes);
    held = Buffer.from(bytes.subarray(used));
    kept.add(bytes.subarray(0, used), firstLine);
  };

  const finish = () => {
    if (held.length > 0) kept.add(held, lineNumber);
    if (carried + held.length > 0) endLine(held, 0, held.length);
    return { transcript: reader.finish(lineNumber - 1, kept.read), hits: collect.hits() };
  };
  return { push, finish };
}

/** The same bytes, with Node's faster ways to read them. */
function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A sequence is not longer than this; what goes on is text. */
const MAX_ESCAPE = 64;

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

/** The probes that the current line calls for, each once. */
function newCalls(count: number, always: readonly number[]) {
  const seen = new Uint8Array(count);
  const list: number[] = [];
  const hasAlways = always.length > 0;
  return {
    list,
    isAny: hasAlways,
    isAgent: false,
    add(calls: readonly number[]) {
      this.isAny = true;
      for (const call of calls) {
        if (call === AGENT_CALL) this.isAgent = true;
        else if (!seen[call]) {
          seen[call] = 1;
          list.push(call);
        }
      }
    },
    clear() {
      for (const call of list) seen[call] = 0;
      list.length = 0;
      this.isAny = hasAlways;
      this.isAgent = false;
    },
  };
}
type Calls = ReturnType<typeof newCalls>;

function collectHits(
  catalogue: CompiledCatalogue,
  takeAgentLine: (number: number, text: string) => AgentLine | undefined,
) {
  const byProbe = new Map<number, { first: Hit[]; last: Hit[] }>();
  const add = (hit: Hit) => {
    const kept = byProbe.get(hit.probe) ?? { first: [], last: [] };
    byProbe.set(hit.probe, kept);
    if (kept.first.length < KEPT_HITS) kept.first.push(hit);
    else if (kept.last.push(hit) > KEPT_HITS) kept.last.shift();
  };
  const collect = (number: number, text: string, called: Calls) => {
    const agentLine = called.isAgent ? takeAgentLine(number, text) : undefined;
    const matchable = getMatchable(text, agentLine)?.slice(0, MAX_MATCHED);
    if (matchable === undefined) return;
    for (const probes of [called.list, catalogue.always]) {
      for (const probe of probes) {
        const match = catalogue.probes[probe]?.regex.exec(matchable);
        if (match) add({ probe, line: number, text: stripAgentPrefix(text), groups: namedGroups(match) });
      }
    }
  };
  // Of one signature's patterns on the same line the first listed gives the facts.
  const hits = () =>
    [...byProbe.values()]
      .flatMap(({ first, last }) => [...first, ...last])
      .sort((a, b) => a.line - b.line || a.probe - b.probe);
  return Object.assign(collect, { hits });
}

/**
 * The part of a line that patterns are tried on. The agent repeats the text of commands: what stands in a
 * command's own text was not printed by it, so only the words around it count.
 */
function getMatchable(text: string, agentLine: AgentLine | undefined): string | undefined {
  if (!agentLine) return stripStepPrefix(text);
  if (agentLine.kind === 'command') return undefined;
  if (agentLine.kind === 'command-failed')
    return `Command did not exit successfully exit status ${agentLine.exitCode ?? ''}`;
  if (agentLine.kind === 'context' && agentLine.code === 'COMMAND_EXECUTION_ERROR') {
    const status = /exit status (-?\d+)$/.exec(agentLine.message);
    return `Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command. Reason: exit status ${status?.[1] ?? ''}`;
  }
  return stripAgentPrefix(text);
}

/** Facts that are prose: they stand in sentences, not in commands. */
const PROSE: ReadonlySet<string> = new Set(['argument', 'error', 'message', 'problem', 'reason']);

/**
 * The facts that a match captured. Log text is hostile: as a word of a command, a value that begins with a dash would
 * be taken for an option (`git ls-remote --upload-pack=...`), and nothing that we look for is named so.
 */
function namedGroups(match: RegExpExecArray): Record<string, string> {
  const named = Object.entries(match.groups ?? {}).flatMap(([group, value]) => {
    const name = group.replace(/\d+$/, '');
    if (!value || (value.startsWith('-') && !PROSE.has(name))) return [];
    return [[name, value.slice(0, MAX_FACT)] as const];
  });
  return Object.fromEntries(named);
}
