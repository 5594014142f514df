import type { Confidence } from '../model.ts';
import type { Placed } from './zone.ts';

/** Why a finding deserves its confidence: one wording for every surface. */
const REASONS = {
  green: ['low', 'The log says that every phase succeeded; this line is the only sign of a failure.'],
  symptom: ['low', 'The line says that something failed, not why; no deeper cause is shown.'],
  after: ['low', 'The line was printed after the build had already failed.'],
  before: [
    'low',
    'The line was printed by an earlier command that went on; the failing one shows no cause of its own.',
  ],
  phase: ['medium', 'The line was printed by an earlier command of the phase that failed.'],
  likely: ['medium', 'The line mostly means this, but not always.'],
  said: ['high', 'CodeBuild itself says so of the phase that failed.'],
  loose: ['high', 'The line names the cause by itself; the log does not show which command failed.'],
  output: ['high', 'The line names the cause by itself and stands in what the failing command printed.'],
} as const satisfies Record<string, readonly [Confidence, string]>;

/** How sure a finding is, and why. */
export function judge(placed: Placed, isAllGreen: boolean): { confidence: Confidence; reason: string } {
  const [confidence, reason] = REASONS[findReason(placed, isAllGreen)];
  return { confidence, reason };
}

function findReason({ finding, zone }: Placed, isAllGreen: boolean): keyof typeof REASONS {
  if (isAllGreen) return 'green';
  if (finding.strength === 'symptom') return 'symptom';
  if (zone === 'after' || zone === 'before' || zone === 'phase') return zone;
  if (finding.strength === 'likely') return 'likely';
  return finding.line === 0 ? 'said' : zone;
}
