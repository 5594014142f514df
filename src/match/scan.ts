import { type AgentLine, stripAgentPrefix } from '../log/agent-line.ts';
import { cleanLine, stripStepPrefix } from '../log/clean.ts';
import { decodeLine, keepLines, MAX_LINE_BYTES } from '../log/kept-lines.ts';
import { readTranscript } from '../log/transcript.ts';
import type { Transcript } from '../model.ts';
import { AGENT_CALL, CONTROL_CALL, type CompiledCatalogue, NEWLINE_CALL } from './catalogue.ts';

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

/** The state of one pass. `push` is the hot loop: one table look-up a byte, and a stop only where a literal ends. */
export function startScan(catalogue: CompiledCatalogue): Scanner {
  const { automaton, calls } = catalogue;
  const { classes, next, firstAccepting } = automaton;
  const kept = keepLines();
  const reader = readTranscript();
  const collect = collectHits(catalogue, reader.take);
  const called = newCalls(catalogue.probes.length);
  let state = automaton.start;
  let lineNumber = 1;
  let carry: Uint8Array[] = [];
  let carried = 0;

  const endLine = (chunk: Uint8Array, start: number, end: number) => {
    if (called.isAny || catalogue.always.length > 0) {
      const tail = chunk.subarray(start, end);
      collect(lineNumber, carried > 0 ? Buffer.concat([...carry, tail]) : tail, called);
      called.clear();
    }
    carry = [];
    carried = 0;
    lineNumber++;
  };

  const push = (chunk: Uint8Array) => {
    kept.add(chunk, lineNumber);
    let lineStart = 0;
    const length = chunk.length;
    for (let i = 0; i < length; i++) {
      state = next[state + (classes[chunk[i] as number] as number)] as number;
      if (state < firstAccepting) continue;
      for (const literal of automaton.outputs(state)) {
        for (const call of calls[literal] ?? []) {
          if (call !== NEWLINE_CALL) called.add(call);
          else {
            endLine(chunk, lineStart, i);
            lineStart = i + 1;
          }
        }
      }
    }
    if (lineStart < length && carried < MAX_LINE_BYTES) {
      carry.push(chunk.subarray(lineStart));
      carried += length - lineStart;
    }
  };

  const finish = () => {
    const hasOpenLine = carried > 0;
    if (hasOpenLine) endLine(new Uint8Array(), 0, 0);
    return { transcript: reader.finish(lineNumber - 1, kept.read), hits: collect.hits() };
  };
  return { push, finish };
}

/** The probes that the current line calls for, each once. */
function newCalls(count: number) {
  const seen = new Uint8Array(count);
  const list: number[] = [];
  return {
    list,
    isAny: false,
    isAgent: false,
    isControl: false,
    add(call: number) {
      this.isAny = true;
      if (call === AGENT_CALL) this.isAgent = true;
      else if (call === CONTROL_CALL) this.isControl = true;
      else if (!seen[call]) {
        seen[call] = 1;
        list.push(call);
      }
    },
    clear() {
      for (const call of list) seen[call] = 0;
      list.length = 0;
      this.isAny = this.isAgent = this.isControl = false;
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
  const collect = (number: number, bytes: Uint8Array, called: Calls) => {
    const text = decodeLine(bytes);
    if (called.isControl) callAgain(catalogue, text, called);
    const agentLine = called.isAgent ? takeAgentLine(number, text) : undefined;
    const matchable = getMatchable(text, agentLine);
    if (matchable === undefined) return;
    for (const probe of called.list.concat(catalogue.always)) {
      const match = catalogue.probes[probe]?.regex.exec(matchable);
      if (match) add({ probe, line: number, text: stripAgentPrefix(text), groups: namedGroups(match) });
    }
  };
  const hits = () =>
    [...byProbe.values()].flatMap(({ first, last }) => [...first, ...last]).sort((a, b) => a.line - b.line);
  return Object.assign(collect, { hits });
}

/** Searches a cleaned line again: colours may have split what the pass over the raw bytes looked for. */
function callAgain({ automaton, calls }: CompiledCatalogue, text: string, called: Calls): void {
  let state = automaton.start;
  for (const byte of Buffer.from(cleanLine(text))) {
    state = automaton.next[state + (automaton.classes[byte] ?? 0)] ?? 0;
    for (const literal of automaton.outputs(state))
      for (const call of calls[literal] ?? []) if (call > NEWLINE_CALL) called.add(call);
  }
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

function namedGroups(match: RegExpExecArray): Record<string, string> {
  const named = Object.entries(match.groups ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return Object.fromEntries(named.map(([name, value]) => [name.replace(/\d+$/, ''), value.slice(0, 1000)]));
}
