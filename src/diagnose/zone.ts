import type { FailingPart } from './failing-part.ts';
import type { Finding } from './findings.ts';

/**
 * How far a finding is from the break.
 * `output`: printed by the failing command, or said of the failing phase. `before`: by something that ran
 * earlier and went on. `after`: by what ran once the build had failed. `loose`: the log does not show what failed.
 */
export type Zone = 'output' | 'phase' | 'before' | 'after' | 'loose';

export interface Placed {
  finding: Finding;
  zone: Zone;
}

/** Where a finding stands, by what the log shows of the failure. */
export function findZone(finding: Finding, { command, span, phase, isAllGreen }: FailingPart): Zone {
  if (finding.line === 0) return 'output';
  if (!command && !span) return isAllGreen ? 'before' : 'loose';
  const end = command?.lastLine ?? span?.lastLine ?? Number.POSITIVE_INFINITY;
  if (command && finding.line >= command.firstLine && finding.line <= command.lastLine) return 'output';
  const isOfPhase = span
    ? finding.line >= span.firstLine && finding.line <= span.lastLine
    : finding.phase === phase;
  if (isOfPhase && (!command || finding.line > end)) return 'output';
  if (isOfPhase) return 'phase';
  return finding.line > end ? 'after' : 'before';
}
