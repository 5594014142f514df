import type { Report } from '../model.ts';
import { cost, cutEscaped } from './cut.ts';
import { cleanText, escapeCode } from './escape.ts';
import { getFixLabel, getReportCommand } from './fix.ts';
import { type Repeat, renderHeadline } from './headline.ts';

const COMMAND_ROOM = 500;

/**
 * The message as text: what a phone shows in its notification, and what is posted when Slack refuses the blocks.
 * Headline, cause, the first step with its command. Costs at most 1,400.
 */
export function renderFallback(report: Report, repeat?: Repeat | undefined): string {
  const step = report.cause === 'none' ? undefined : report.fix[0];
  return [
    cutEscaped(renderHeadline(report, repeat), 330),
    cutEscaped(report.explanation, 330),
    ...(step
      ? [`${getFixLabel(report)}${cutEscaped(step.title, 120)}`, renderCommand(report, step.command)]
      : []),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

// The whole command or none: one that is long, or would end the code block, is printed by the command line.
function renderCommand(report: Report, command: string | undefined): string {
  if (!command) return '';
  const clean = cleanText(command).trim();
  const isShown = !clean.includes('```') && cost(escapeCode(clean)) <= COMMAND_ROOM;
  return `\`\`\`${isShown ? escapeCode(clean) : escapeCode(getReportCommand(report))}\`\`\``;
}
