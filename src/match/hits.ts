import { type AgentLine, stripAgentPrefix } from '../log/agent-line.ts';
import { stripStepPrefix } from '../log/clean.ts';
import type { Calls } from './calls.ts';
import type { CompiledCatalogue } from './catalogue.ts';
import { type Match, startTries } from './try-pattern.ts';

/** A probe that matched a line. */
export interface Hit {
  probe: number;
  line: number;
  text: string;
  groups: Record<string, string>;
}

export interface HitCollector {
  /** Tries the called probes on a cleaned line. */
  tryLine(number: number, text: string, called: Calls): void;
  /** In the order of the lines. */
  list(): Hit[];
  /** The probes that took too long: further lines were not tried. */
  stopped(): number[];
}

/** Encoded authorization messages are the longest facts, with some 2,000 characters. */
const MAX_FACT = 4000;
/** Patterns are tried on so much of a line: some take quadratic time on a hostile one. */
const MAX_MATCHED = 4096;
/** Of one probe's hits the first and the last are kept; a log of a gigabyte may hold millions. */
const KEPT_HITS = 50;

/** Gathers what matches. `takeAgentLine` is told of the lines that may be the agent's. */
export function collectHits(
  { probes, always }: CompiledCatalogue,
  takeAgentLine: (number: number, text: string) => AgentLine | undefined,
): HitCollector {
  const hits = keepHits();
  const tries = startTries(probes);
  const tryLine = (number: number, text: string, called: Calls) => {
    const agentLine = called.isAgent ? takeAgentLine(number, text) : undefined;
    const matchable = getMatchable(text, agentLine)?.slice(0, MAX_MATCHED);
    if (matchable === undefined) return;
    for (const list of [called.list, always]) {
      for (const probe of list) {
        const match = tries.exec(probe, matchable);
        if (match)
          hits.add({ probe, line: number, text: shorten(stripAgentPrefix(text)), groups: getFacts(match) });
      }
    }
  };
  return { tryLine, list: hits.list, stopped: tries.stopped };
}

/** As much as was matched; as a string of its own, for a part of one would hold all of it. */
function shorten(text: string): string {
  return text.length <= MAX_MATCHED
    ? text
    : Buffer.from(text.slice(0, MAX_MATCHED), 'utf16le').toString('utf16le');
}

function keepHits() {
  const byProbe = new Map<number, { first: Hit[]; last: Hit[] }>();
  const add = (hit: Hit) => {
    const kept = byProbe.get(hit.probe) ?? { first: [], last: [] };
    byProbe.set(hit.probe, kept);
    if (kept.first.length < KEPT_HITS) kept.first.push(hit);
    else if (kept.last.push(hit) > KEPT_HITS) kept.last.shift();
  };
  // Of one signature's patterns on the same line the first listed gives the facts.
  const list = () =>
    [...byProbe.values()]
      .flatMap(({ first, last }) => [...first, ...last])
      .sort((a, b) => a.line - b.line || a.probe - b.probe);
  return { add, list };
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
function getFacts(match: Match): Record<string, string> {
  const named = Object.entries(match.groups ?? {}).flatMap(([group, value]) => {
    const name = group.replace(/\d+$/, '');
    if (!value || (value.startsWith('-') && !PROSE.has(name))) return [];
    return [[name, value.slice(0, MAX_FACT)] as const];
  });
  return Object.fromEntries(named);
}
