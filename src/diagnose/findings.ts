import type { CompiledCatalogue, Probe } from '../match/catalogue.ts';
import type { Hit } from '../match/hits.ts';
import type { Command, Facts, Line, PhaseType, Transcript } from '../model.ts';
import type { Pattern, Signature, Strength } from '../signature.ts';

/** A signature seen in a log. */
export interface Finding {
  signature: Signature;
  strength: Strength;
  /** 1-based, of the log as given; 0 when it stands in a phase's context message only. */
  line: number;
  text: string;
  facts: Facts;
  /** The line of the pattern's second half. */
  nearLine: Line | undefined;
  command: Command | undefined;
  phase: PhaseType | undefined;
}

/**
 * Turns raw hits into findings: second lines are paired, conditions on command and phase are held. `saidOf` is the
 * phase that all lines are about, where they are no log but its messages.
 */
export function getFindings(
  catalogue: CompiledCatalogue,
  hits: readonly Hit[],
  transcript: Transcript,
  saidOf?: PhaseType,
): Finding[] {
  const byProbe = Map.groupBy(hits, (hit) => hit.probe);
  return hits.flatMap((hit) => {
    const probe = catalogue.probes[hit.probe];
    if (!probe || probe.role === 'near') return [];
    const near = findNear(probe, byProbe, hit.line);
    if (probe.partner !== undefined && !near) return [];
    const place = { ...findPlace(transcript, hit.line), ...(saidOf && { phase: saidOf }) };
    if (!isInPlace(probe.pattern, place)) return [];
    const { signature, pattern } = probe;
    const facts = { ...near?.groups, ...hit.groups };
    const nearLine = near && { number: near.line, text: near.text };
    return [
      { signature, strength: pattern.strength, line: hit.line, text: hit.text, facts, nearLine, ...place },
    ];
  });
}

type Place = Pick<Finding, 'command' | 'phase'>;

/** The command and the phase that printed a line. */
export function findPlace({ commands, phases }: Transcript, line: number): Place {
  const command = commands.find((c) => c.firstLine <= line && line <= c.lastLine);
  const span = phases.find((p) => p.firstLine <= line && line <= p.lastLine);
  return { command, phase: span?.type ?? command?.phase };
}

/** What the log does not tell is not held against a pattern. */
function isInPlace(pattern: Pattern, { command, phase }: Place): boolean {
  if (pattern.command && command && !pattern.command.test(command.text)) return false;
  return !pattern.phases || !phase || pattern.phases.includes(phase);
}

/** The nearest line that completes a pattern of two lines. */
function findNear(
  { partner, pattern }: Probe,
  byProbe: ReadonlyMap<number, readonly Hit[]>,
  line: number,
): Hit | undefined {
  const within = pattern.near?.within ?? 0;
  const distance = (hit: Hit) => Math.abs(hit.line - line);
  const candidates = partner === undefined ? [] : (byProbe.get(partner) ?? []);
  return candidates
    .filter((hit) => hit.line !== line && distance(hit) <= within)
    .sort((a, b) => distance(a) - distance(b))[0];
}
