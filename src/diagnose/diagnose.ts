import type { Confidence, Facts, Line, Transcript } from '../model.ts';
import type { Signature } from '../signature.ts';
import { findErrorChunk } from './error-chunk.ts';
import type { FailingPart } from './failing-part.ts';
import type { Finding } from './findings.ts';
import { getFingerprint } from './fingerprint.ts';
import { type Ranked, rankFindings } from './rank.ts';

/** The ranked answer, before the account was asked. */
export interface Diagnosis {
  /** Undefined: nothing known was found. */
  signature: Signature | undefined;
  facts: Facts;
  /** The facts of every line of the failing command in which the signature was seen. */
  seen: readonly Facts[];
  confidence: Confidence;
  reason: string;
  part: FailingPart;
  evidence: Line[];
  others: Ranked[];
  fingerprint: string;
}

const MAX_EVIDENCE = 6;

/** Names the cause of a failure from what was found in its log; a diagnosis without a signature says "I don't know" and shows the best lines. */
export function diagnose(findings: readonly Finding[], transcript: Transcript, part: FailingPart): Diagnosis {
  const [best, ...others] = rankFindings(findings, part);
  if (!best) return diagnoseUnknown(transcript, part);
  const { signature } = best.finding;
  const decisive = getEvidence(best.finding, findings);
  const evidence = signature.isSummary ? findErrorChunk(transcript, part, decisive) : decisive;
  const seen = getSeen(best.finding, findings);
  const facts: Facts = Object.assign({}, ...seen.toReversed(), best.finding.facts);
  const { confidence, reason } = best;
  const fingerprint = getFingerprint(signature.id, facts, evidence);
  const isBestSymptom = best.finding.strength === 'symptom';
  const shown = others.filter(({ finding }) => isBestSymptom || finding.strength !== 'symptom');
  return { signature, facts, seen, confidence, reason, part, evidence, others: shown, fingerprint };
}

function diagnoseUnknown(transcript: Transcript, part: FailingPart): Diagnosis {
  const evidence = part.isAllGreen ? [] : findErrorChunk(transcript, part);
  const fingerprint = getFingerprint(part.isAllGreen ? 'none' : 'unknown', {}, evidence);
  return {
    signature: undefined,
    facts: {},
    seen: [],
    ...explainUnknown(part),
    part,
    evidence,
    others: [],
    fingerprint,
  };
}

function explainUnknown(part: FailingPart): { confidence: Confidence; reason: string } {
  if (part.isAllGreen) return { confidence: 'high', reason: 'The log says that every phase succeeded.' };
  return {
    confidence: 'low',
    reason: 'No signature matches; the lines shown stand out in the output of what failed.',
  };
}

/** The decisive line, its second line, and further lines in which the same signature was seen close by. */
function getEvidence(finding: Finding, findings: readonly Finding[]): Line[] {
  const { signature, command, strength, line, text, nearLine } = finding;
  const lines = new Map<number, Line>([[line, { number: line, text }]]);
  if (nearLine) lines.set(nearLine.number, nearLine);
  const same = findings.filter(
    (f) => f.signature === signature && f.command === command && f.strength === strength,
  );
  for (const other of same) {
    if (lines.size < MAX_EVIDENCE && other.line >= line)
      lines.set(other.line, { number: other.line, text: other.text });
  }
  return [...lines.values()].sort((a, b) => a.number - b.number);
}

/** The facts of every line in which the same signature was seen in the same command. */
function getSeen(finding: Finding, findings: readonly Finding[]): Facts[] {
  return findings
    .filter((f) => f.signature === finding.signature && f.command === finding.command)
    .map((f) => f.facts);
}
