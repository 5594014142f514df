import type { Report } from '../model.ts';
import { getGreenName, renderChange } from '../word-changes.ts';
import { type Block, context, paragraph, plain, richText } from './blocks.ts';
import { cutInline } from './cut.ts';

const MAX_IN_LINE = 4;
const MAX_IN_THREAD = 15;
const LINE_ROOM = 420;

/** Whether what changed goes into the message: it may explain an unknown failure, and a single change often does. */
function explains({ cause, changes }: Report): boolean {
  return changes !== undefined && (cause === 'unknown' || changes.length === 1);
}

/** What changed since the last green build, in one line, where it explains. Costs at most 500. */
export function changeLine(report: Report): Block[] {
  const { changes = [] } = report;
  if (!explains(report) || report.cause === 'none') return [];
  if (changes.length === 0)
    return [
      context(cutInline(`Nothing that CodeBuild knows of changed since ${getGreenName(report)}.`, LINE_ROOM)),
    ];
  const more = changes.length > MAX_IN_LINE ? ` and ${changes.length - MAX_IN_LINE} more` : '';
  const shown = changes.slice(0, MAX_IN_LINE).map(renderChange).join(' · ');
  return [context(cutInline(`Changed since ${getGreenName(report)}: ${shown}${more}`, LINE_ROOM))];
}

/** All that changed, for the thread, where it is not in the message in full. Costs at most 4,000. */
export function changeLines(report: Report): Block[] {
  const { changes = [] } = report;
  if (changes.length === 0 || report.cause === 'none') return [];
  if (explains(report) && changes.length <= MAX_IN_LINE) return [];
  const lines = changes
    .slice(0, MAX_IN_THREAD)
    .map((change) => `\n• ${cutInline(renderChange(change), 220)}`);
  return [
    richText(paragraph(plain(`Changed since ${cutInline(getGreenName(report), 80)}:${lines.join('')}`))),
  ];
}
