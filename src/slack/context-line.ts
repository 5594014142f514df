import type { Confidence, Report } from '../model.ts';
import { type Block, context } from './blocks.ts';
import { CHECKS_IN_MESSAGE, LONGEST_DETAIL } from './checks.ts';
import { cutInline } from './cut.ts';
import { renderDuration } from './duration.ts';

const CONFIDENCE: Record<Confidence, string> = {
  high: 'High confidence',
  medium: 'Medium confidence',
  low: 'Low confidence',
};

/** The last line: confidence and why, phase, exit code, how long it ran, what to know about the reading. Costs at most 850. */
export function contextLine(report: Report): Block {
  return context(getContextParts(report).join(' · '));
}

function getContextParts(report: Report): string[] {
  const { build, phase, exitCode, retryable, notes } = report;
  return [
    getConfidence(report),
    phase ?? '',
    exitCode === null ? '' : `exit code ${exitCode}`,
    build?.durationSeconds === undefined ? '' : `ran ${renderDuration(1000 * build.durationSeconds)}`,
    retryable ? renderRetry(report) : '',
    cutInline(notes[0] ?? '', 200),
  ].filter((part) => part !== '');
}

function renderRetry({ retryReason }: Report): string {
  const why = cutInline(retryReason ?? '', 170);
  return `running it again can help by itself${why ? `: ${why}` : ''}`;
}

function getConfidence({ cause, confidence, reason, checks }: Report): string {
  const why = cutInline(leaveOutChecked(reason, checks), 220);
  if (cause === 'none') return why || 'Nothing failed';
  if (cause === 'unknown') return why ? `No diagnosis: ${why}` : 'No diagnosis';
  return why ? `${CONFIDENCE[confidence]}: ${why}` : CONFIDENCE[confidence];
}

/** What a check found stands above with its question, unless it was too long to stand there whole. */
function leaveOutChecked(reason: string, checks: Report['checks']): string {
  const told = checks
    .slice(0, CHECKS_IN_MESSAGE)
    .find(({ detail }) => detail !== '' && detail.length <= LONGEST_DETAIL && reason.endsWith(`: ${detail}`));
  return told ? reason.slice(0, -`: ${told.detail}`.length) : reason;
}
