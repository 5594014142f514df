import type { Report } from '../model.ts';
import { type Block, context, paragraph, plain, preformatted, richText } from './blocks.ts';
import { changeLines } from './changes.ts';
import { CHECKS_IN_MESSAGE, moreCheckLines } from './checks.ts';
import { cost, cutEscaped, cutInline } from './cut.ts';
import { fitLines, type NumberedLine } from './evidence.ts';
import { getReportCommand, type NumberedStep, stepBlocks } from './fix.ts';
import { getName } from './headline.ts';
import { LIMITS } from './limits.ts';

export interface ThreadMessage {
  text: string;
  blocks: Block[];
}

const MAX_MESSAGES = 4;
const MAX_ITEMS = 10;
const EXCERPT_ROOM = 2800;

/** What the message had no room for: the rest of the fix, more lines, other causes, notes. No message for nothing. */
export function renderThread(
  report: Report,
  rest: readonly NumberedStep[],
  excerpt: readonly NumberedLine[],
): ThreadMessage[] {
  const blocks = [
    ...rest.slice(0, LIMITS.blocksPerMessage).flatMap((step) => stepBlocks(report, step)),
    ...(report.checks.length > CHECKS_IN_MESSAGE ? moreCheckLines(report) : []),
    ...changeLines(report),
    ...excerptBlocks(excerpt),
    ...alternativeBlocks(report),
    ...noteBlocks(report),
  ];
  return pack(report, blocks);
}

function excerptBlocks(excerpt: readonly NumberedLine[]): Block[] {
  const lines = fitLines(excerpt, EXCERPT_ROOM);
  return lines.length === 0
    ? []
    : [richText(paragraph(plain('More of the log:')), preformatted(lines.join('\n')))];
}

function alternativeBlocks({ alternatives }: Report): Block[] {
  if (alternatives.length === 0) return [];
  const lines = alternatives
    .slice(0, MAX_ITEMS)
    .map(
      ({ title, confidence, line }) =>
        `\n• ${cutInline(title, 120)} (${confidence} confidence, line ${line})`,
    );
  return [richText(paragraph(plain(`Other causes seen:${lines.join('')}`)))];
}

function noteBlocks({ notes }: Report): Block[] {
  // The first note stands in the message.
  const more = notes.slice(1, 1 + MAX_ITEMS).map((note) => `• ${cutInline(note, 250)}`);
  return more.length === 0 ? [] : [context(more.join('\n'))];
}

function pack(report: Report, blocks: readonly Block[]): ThreadMessage[] {
  const text = cutEscaped(`More on ${getName(report)}`, 300);
  const room = LIMITS.messageTotal - cost(text) - 1000;
  const messages: ThreadMessage[] = [];
  for (const block of blocks) {
    const last = messages.at(-1);
    const fits =
      last && last.blocks.length < LIMITS.blocksPerMessage - 1 && cost([...last.blocks, block]) < room;
    if (fits) last.blocks.push(block);
    else if (messages.length < MAX_MESSAGES) messages.push({ text, blocks: [block] });
    else {
      last?.blocks.push(
        richText(
          paragraph(plain('There is more. This prints it all:')),
          preformatted(getReportCommand(report)),
        ),
      );
      break;
    }
  }
  return messages;
}
