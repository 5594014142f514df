import type { Report } from '../../src/model.ts';
import { diagnoseText } from '../diagnostics/diagnose-text.ts';
import type { LabelledLog } from './cases.ts';

export interface Score {
  labelled: LabelledLog;
  report: Report;
  isRight: boolean;
  isInFirstThree: boolean;
  isConfidentlyWrong: boolean;
  isUnknown: boolean;
  /** Whether a decisive line is among the lines shown; undefined where the label names none. */
  showsDecisiveLine: boolean | undefined;
  /** Whether the fix mentions all that a right one contains; undefined where the answer is wrong or the label asks for nothing. */
  isFixComplete: boolean | undefined;
}

/** Diagnoses a labelled log and holds the answer against the label. */
export async function score(labelled: LabelledLog): Promise<Score> {
  const report = await diagnoseText(labelled.log);
  const isRight = labelled.accepted.has(report.cause);
  const firstThree = [report.cause, ...report.alternatives.map((a) => a.cause)].slice(0, 3);
  const shown = new Set(report.evidence.map((e) => e.line));
  const fix = JSON.stringify([report.explanation, report.fix]).toLowerCase();
  const mustMention = labelled.fixMustMention;
  return {
    labelled,
    report,
    isRight,
    isInFirstThree: firstThree.some((cause) => labelled.accepted.has(cause)),
    isConfidentlyWrong: !isRight && report.confidence === 'high',
    isUnknown: report.cause === 'unknown',
    showsDecisiveLine:
      labelled.decisiveLines.length > 0 ? labelled.decisiveLines.some((line) => shown.has(line)) : undefined,
    isFixComplete:
      isRight && mustMention.length > 0
        ? mustMention.every((word) => fix.includes(word.toLowerCase()))
        : undefined,
  };
}
