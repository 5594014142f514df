import type { CompiledCatalogue, Probe } from '../match/catalogue.ts';
import type { Hit } from '../match/hits.ts';
import type { Confidence, Transcript } from '../model.ts';
import type { Signature } from '../signature.ts';
import { findFailingPart } from './failing-part.ts';
import { type Finding, findPlace, getFindings } from './findings.ts';
import { counts, listAbove, type Ranked, rankFindings, standsAbove } from './rank.ts';
import { findZone, type Placed } from './zone.ts';

/** What became of a signature on a log, and why. Lines are those of the log. */
export type Verdict =
  | { kind: 'wins'; line: number; confidence: Confidence; reason: string }
  | { kind: 'no-match' }
  | { kind: 'no-second-line'; line: number; within: number }
  | { kind: 'other-phase'; line: number; phase: string }
  | { kind: 'other-command'; line: number; command: string }
  | { kind: 'symptom-elsewhere'; line: number }
  | { kind: 'after-the-failure'; line: number }
  | { kind: 'stands-under'; line: number; by: string }
  | { kind: 'ranked-lower'; line: number; behind: string; behindLine: number; reason: string };

export interface Judged {
  signature: Signature;
  verdict: Verdict;
}

/**
 * Which signature wins on a log, and why each of `asked`, and each other that was seen, did not: the winner first, then in
 * the order in which they would explain the failure.
 */
export function judgeSignatures(
  catalogue: CompiledCatalogue,
  { hits, transcript }: { hits: readonly Hit[]; transcript: Transcript },
  asked: readonly Signature[],
): Judged[] {
  const findings = getFindings(catalogue, hits, transcript);
  const part = findFailingPart(transcript);
  const ranked = rankFindings(findings, part);
  const placed = findings.map((finding) => ({ finding, zone: findZone(finding, part) }));
  const seen = hits
    .flatMap(({ probe }) => catalogue.probes[probe] ?? [])
    .filter(({ role }) => role === 'line');
  const others = new Set([...seen.map(({ signature }) => signature), ...asked]);
  const order = new Set([...ranked.map(({ finding }) => finding.signature), ...others]);
  return [...order].map((signature) => ({
    signature,
    verdict: findRanked(signature, ranked) ??
      findPlaced(signature, placed) ??
      findOutOfPlace(signature, catalogue, hits, transcript) ?? { kind: 'no-match' },
  }));
}

function findRanked(signature: Signature, ranked: readonly Ranked[]): Verdict | undefined {
  const [best] = ranked;
  const own = ranked.find(({ finding }) => finding.signature === signature);
  if (!best || !own) return undefined;
  const { confidence, reason } = own;
  const { line } = own.finding;
  if (own === best) return { kind: 'wins', line, confidence, reason };
  const { signature: winner, line: behindLine } = best.finding;
  return { kind: 'ranked-lower', line, behind: winner.id, behindLine, reason };
}

/** Found, but not in the ranking. */
function findPlaced(signature: Signature, placed: readonly Placed[]): Verdict | undefined {
  const own = placed.filter(({ finding }) => finding.signature === signature);
  const [first] = own;
  if (!first) return undefined;
  const { line } = first.finding;
  const counting = own.filter(counts);
  if (counting.length === 0)
    return { kind: first.zone === 'after' ? 'after-the-failure' : 'symptom-elsewhere', line };
  const above = listAbove(placed.filter(counts)).get(signature.id) ?? [];
  const by = above.find((other) => counting.some((each) => standsAbove(other, each)));
  return by && { kind: 'stands-under', line, by: by.finding.signature.id };
}

/** Its pattern matches a line, but the rest of its conditions does not hold. */
function findOutOfPlace(
  signature: Signature,
  { probes }: CompiledCatalogue,
  hits: readonly Hit[],
  transcript: Transcript,
): Verdict | undefined {
  for (const hit of hits) {
    const probe = probes[hit.probe];
    if (probe?.signature === signature && probe.role === 'line')
      return findMissing(probe, hit, findPlace(transcript, hit.line));
  }
  return undefined;
}

function findMissing(
  { pattern }: Probe,
  { line }: Hit,
  { command, phase }: Pick<Finding, 'command' | 'phase'>,
): Verdict {
  if (pattern.command && command && !pattern.command.test(command.text))
    return { kind: 'other-command', line, command: command.text.split('\n', 1)[0] ?? '' };
  if (pattern.phases && phase && !pattern.phases.includes(phase)) return { kind: 'other-phase', line, phase };
  return { kind: 'no-second-line', line, within: pattern.near?.within ?? 0 };
}
