import type { CompiledCatalogue } from '../match/catalogue.ts';
import type { Hit } from '../match/scan.ts';
import type { Command, Facts, PhaseType, Transcript } from '../model.ts';
import type { Signature, Strength } from '../signature.ts';

/** A signature seen in a log. */
export interface Finding {
  signature: Signature;
  strength: Strength;
  /** 1-based, of the log as given; 0 when it stands in a phase's context message only. */
  line: number;
  text: string;
  facts: Facts;
  /** The line of the pattern's second half. */
  nearLine: number | undefined;
  command: Command | undefined;
  phase: PhaseType | undefined;
}

/** Turns raw hits into findings: second lines are paired, conditions on command and phase are held. */
export function getFindings(
  catalogue: CompiledCatalogue,
  hits: readonly Hit[],
  transcript: Transcript,
): Finding[] {
  const byProbe = Map.groupBy(hits, (hit) => hit.probe);
  return hits.flatMap((hit) => {
    const probe = catalogue.probes[hit.probe];
    if (!probe || probe.role === 'near') return [];
    const { pattern, signature, partner } = probe;
    const near =
      partner === undefined
        ? undefined
        : findNear(byProbe.get(partner) ?? [], hit.line, pattern.near?.within ?? 0);
    if (partner !== undefined && !near) return [];
    const command = transcript.commands.find((c) => c.firstLine <= hit.line && hit.line <= c.lastLine);
    const phase =
      transcript.phases.find((p) => p.firstLine <= hit.line && hit.line <= p.lastLine)?.type ??
      command?.phase;
    if (pattern.command && command && !pattern.command.test(command.text)) return [];
    if (pattern.phases && phase && !pattern.phases.includes(phase)) return [];
    const { strength } = pattern;
    return [
      {
        signature,
        strength,
        line: hit.line,
        text: hit.text,
        facts: { ...near?.groups, ...hit.groups },
        nearLine: near?.line,
        command,
        phase,
      },
    ];
  });
}

function findNear(candidates: readonly Hit[], line: number, within: number): Hit | undefined {
  const close = candidates.filter((c) => c.line !== line && Math.abs(c.line - line) <= within);
  return close.sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))[0];
}
