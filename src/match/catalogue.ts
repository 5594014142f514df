import { AGENT_LITERALS } from '../log/agent-line.ts';
import type { LinePattern, Pattern, Signature, Strength } from '../signature.ts';
import { type Automaton, buildAutomaton } from './automaton.ts';
import { AGENT_CALL } from './calls.ts';
import { findRequiredLiterals } from './literals.ts';

/** One regular expression to try, and where its hits belong. */
export interface Probe {
  signature: Signature;
  pattern: Pattern & { strength: Strength };
  /** `near`: the second line of a pattern that takes two. */
  role: 'line' | 'near';
  regex: LinePattern;
  /** The probe of the same pattern's other line. */
  partner: number | undefined;
}

/** The catalogue made ready for scanning: once a process. */
export interface CompiledCatalogue {
  probes: readonly Probe[];
  automaton: Automaton;
  /** States that mean no literal but the end of a line, and the beginning of an escape sequence. */
  newlineState: number;
  escapeState: number;
  /** For each literal of the automaton the probes that it calls for; AGENT_CALL means that the agent may be speaking. */
  calls: readonly (readonly number[])[];
  /** Probes without any literal: tried on every line. */
  always: readonly number[];
  /** What readers of a report should know of it: that a team's own signatures could not be read. */
  notes?: readonly string[];
}

/**
 * Prepares signatures for `scanLog`. `known` has the literals of patterns as `findRequiredLiterals` derives them
 * (by `String(regex)`): deriving those of a thousand patterns takes a tenth of a second, too long for a cold start.
 */
export function compileCatalogue(
  signatures: readonly Signature[],
  known: Readonly<Record<string, readonly string[]>> = {},
): CompiledCatalogue {
  const probes = signatures
    .flatMap((signature) => signature.patterns.map((pattern) => normalise(signature, pattern)))
    .reduce(addProbes, []);
  const callsOf = new Map<string, number[]>();
  const always: number[] = [];
  const call = (literal: string, target: number) =>
    callsOf.set(literal, [...(callsOf.get(literal) ?? []), target]);
  for (const literal of AGENT_LITERALS) call(literal, AGENT_CALL);
  for (const [index, probe] of probes.entries()) {
    const literals = findLiterals(probe.regex, known);
    if (literals) for (const literal of literals) call(literal, index);
    else always.push(index);
  }
  const automaton = buildAutomaton([...callsOf.keys(), '\n', '\u001b']);
  const after = (byte: number) => automaton.next[automaton.start + (automaton.classes[byte] ?? 0)] ?? 0;
  return {
    probes,
    automaton,
    newlineState: after(10),
    escapeState: after(27),
    calls: [...callsOf.values()],
    always,
  };
}

function findLiterals(
  pattern: LinePattern,
  known: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  if (!(pattern instanceof RegExp)) return pattern.literals;
  return known[String(pattern)] ?? findRequiredLiterals(pattern);
}

type Normal = { signature: Signature; pattern: Pattern & { strength: Strength } };

function normalise(signature: Signature, pattern: RegExp | Pattern): Normal {
  const full = pattern instanceof RegExp ? { line: pattern } : pattern;
  return { signature, pattern: { ...full, strength: full.strength ?? 'decisive' } };
}

function addProbes(probes: Probe[], { signature, pattern }: Normal): Probe[] {
  const line = probes.length;
  const { near } = pattern;
  probes.push({
    signature,
    pattern,
    role: 'line',
    regex: pattern.line,
    partner: near ? line + 1 : undefined,
  });
  if (near) probes.push({ signature, pattern, role: 'near', regex: near.line, partner: line });
  return probes;
}
