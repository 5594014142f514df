import type { Confidence, Facts, Line, Transcript } from '../model.ts';
import type { Signature } from '../signature.ts';
import { findErrorChunk } from './error-chunk.ts';
import type { FailingPart } from './failing-part.ts';
import type { Finding } from './findings.ts';
import { type Ranked, rankFindings } from './rank.ts';

/** The ranked answer, before the account was asked. */
export interface Diagnosis {
  /** Undefined: nothing known was found. */
  signature: Signature | undefined;
  facts: Facts;
  confidence: Confidence;
  reason: string;
  part: FailingPart;
  evidence: Line[];
  others: Ranked[];
}

const MAX_EVIDENCE = 6;

/** Names the cause of a failure from what was found in its log; a diagnosis without a signature says "I don't know" and shows the best lines. */
export function diagnose(findings: readonly Finding[], transcript: Transcript, part: FailingPart): Diagnosis {
  const [best, ...others] = rankFindings(findings, part);
  if (!best) {
    const evidence = part.isAllGreen ? [] : findErrorChunk(transcript, part);
    return { signature: undefined, facts: {}, ...explainUnknown(part), part, evidence, others: [] };
  }
  const { signature } = best.finding;
  const decisive = getEvidence(best.finding, findings);
  const evidence = signature.isSummary ? findErrorChunk(transcript, part, decisive) : decisive;
  return {
    signature,
    facts: getFacts(best.finding, findings),
    confidence: best.confidence,
    reason: best.reason,
    part,
    evidence,
    others,
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

/** The finding's own facts, completed by those of other lines in which the same signature was seen. */
function getFacts(finding: Finding, findings: readonly Finding[]): Facts {
  const others = findings.filter((f) => f.signature === finding.signature && f.command === finding.command);
  return Object.assign({}, ...others.toReversed().map((f) => f.facts), finding.facts);
}
