import type { RichTextList, RichTextSection } from '@slack/types';
import { type Block, bold, type Inline, paragraph, plain } from '../slack/blocks.ts';
import { cutInline } from '../slack/cut.ts';

const NAME_ROOM = 100;
/** What a line of a row may cost: a dozen rows and the chart leave a message within its limit. */
const LINE_ROOM = 190;
/** What one sentence of a digest may cost. */
export const SENTENCE_ROOM = 250;

/** A heading and its rows; nothing for none. */
export function list(title: string, rows: RichTextSection[]): Block[] {
  if (rows.length === 0) return [];
  const items: RichTextList = { type: 'rich_text_list', style: 'bullet', elements: rows };
  return [{ type: 'rich_text', elements: [paragraph(bold(title)), items] }];
}

/** A bold name, and what is to say of it on the lines below. */
export function row(name: string, lines: readonly string[]): RichTextSection {
  const rest: Inline[] = lines.map((line) => plain(`\n${cutInline(line, LINE_ROOM)}`));
  return paragraph(bold(cutInline(name, NAME_ROOM)), ...rest);
}
