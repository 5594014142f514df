import type { Confidence } from '../model.ts';
import { judge } from './confidence.ts';
import type { FailingPart } from './failing-part.ts';
import type { Finding } from './findings.ts';
import { findZone, type Placed } from './zone.ts';

export interface Ranked {
  finding: Finding;
  confidence: Confidence;
  reason: string;
}

/**
 * Findings in the order in which they explain the failure, one a signature, the best first; empty when nothing
 * known was found. Cause before symptom, the failing command before the rest, specific before generic, then
 * the earliest.
 */
export function rankFindings(findings: readonly Finding[], part: FailingPart): Ranked[] {
  const placed = findings.map((finding) => ({ finding, zone: findZone(finding, part) }));
  const candidates = placed.filter(counts);
  const above = listAbove(candidates);
  const standing = candidates.filter(
    (c) => !above.get(c.finding.signature.id)?.some((other) => standsAbove(other, c)),
  );
  const sorted = standing.sort((a, b) => getRank(a) - getRank(b) || a.finding.line - b.finding.line);
  const first = new Map(sorted.toReversed().map((c) => [c.finding.signature.id, c]));
  return sorted
    .filter((c) => first.get(c.finding.signature.id) === c)
    .map((c) => ({ finding: c.finding, ...judge(c, part.isAllGreen) }));
}

/** For each signature the findings whose own signature stands above it: a long log may hold thousands of findings. */
export function listAbove(candidates: readonly Placed[]): Map<string, Placed[]> {
  const above = new Map<string, Placed[]>();
  for (const candidate of candidates) {
    for (const id of candidate.finding.signature.above ?? []) {
      const list = above.get(id);
      if (list) list.push(candidate);
      else above.set(id, [candidate]);
    }
  }
  return above;
}

/** What went on, or came later, explains a failure only by a line that says why; a symptom there is of something that passed. */
export function counts({ zone, finding }: Placed): boolean {
  // Artifacts are looked for after a failed build too, and are missing for it.
  if (zone === 'after') return finding.strength === 'decisive' && finding.phase !== 'UPLOAD_ARTIFACTS';
  return zone === 'output' || zone === 'loose' || finding.strength !== 'symptom';
}

/** Lines further apart than this are of different things, unless the stronger one is the cause. */
const NEARBY = 30;
const WEIGHT = { decisive: 2, likely: 1, symptom: 0 } as const;

/**
 * Whether `a`, whose signature stands above that of `b`, names its cause here: it was not printed after the build had failed for
 * `b`, and a line that only may be the cause does not reach across the log for one that is.
 */
export function standsAbove(a: Placed, b: Placed): boolean {
  if (a === b) return false;
  if (a.zone === 'after' && b.zone !== 'after') return false;
  if (a.zone === 'before' && a.finding.strength !== 'decisive') return false;
  if (a.finding.strength === 'symptom') return b.finding.strength === 'symptom';
  const isWeaker = WEIGHT[a.finding.strength] < WEIGHT[b.finding.strength];
  return !isWeaker || Math.abs(a.finding.line - b.finding.line) <= NEARBY;
}

/** Small is better. A decisive line elsewhere comes before a mere symptom in the right place, not before a likely cause there. */
function getRank({ finding, zone }: Placed): number {
  const byStrength = { decisive: 0, likely: 1, symptom: 4 }[finding.strength];
  const byZone = { output: 0, loose: 0, phase: 2, before: 3, after: 6 }[zone];
  return byStrength + byZone;
}
