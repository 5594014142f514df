import { stripVTControlCharacters } from 'node:util';
import type { RichTextElement, RichTextText } from '@slack/types';
import pc from 'picocolors';
import type { Block } from '../../src/slack/blocks.ts';
import type { LocalMessage } from './slack/index.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** The emoji of our messages. */
const EMOJI: Readonly<Record<string, string>> = {
  red_circle: '🔴',
  large_green_circle: '🟢',
  large_purple_circle: '🟣',
  large_orange_circle: '🟠',
  large_blue_circle: '🔵',
  white_circle: '⚪',
  white_check_mark: '✅',
  x: '❌',
  grey_question: '❔',
};

/** A message of Faultline and its thread for a terminal. Code stands at the line's start: it is there to be copied. */
export function renderMessageText({ blocks, text, thread }: LocalMessage, isColored: boolean): string {
  const c = pc.createColors(isColored);
  // The local Slack keeps blocks as it was sent them, and it was our builders that made them.
  const parts = (blocks as unknown as Block[]).map((block) => renderBlock(block, c));
  const replies = thread.map((reply) => renderMessageText(reply, isColored));
  return [
    ...(parts.length > 0 ? parts : [stripVTControlCharacters(text)]),
    ...replies.map((reply) => `${c.dim('── in the thread')}\n${reply}`),
  ].join('\n\n');
}

function renderBlock(block: Block, c: Colors): string {
  if (block.type === 'actions')
    return block.elements.map((element) => ('text' in element ? `[ ${element.text.text} ]` : '')).join(' ');
  if (block.type === 'context')
    return block.elements.map((element) => c.dim('text' in element ? clean(element.text) : '')).join('\n');
  if (block.type !== 'rich_text') return '';
  return block.elements
    .map((element) => {
      const isCode = element.type === 'rich_text_preformatted';
      const text = element.elements
        .map((piece) => (piece.type === 'rich_text_section' ? '' : renderPiece(piece, c, isCode)))
        .join('');
      return isCode ? `\n${text}\n` : text;
    })
    .join('\n')
    .trim();
}

function renderPiece(piece: RichTextElement, c: Colors, isCode: boolean): string {
  if (piece.type === 'emoji') return EMOJI[piece.name] ?? `:${piece.name}:`;
  if (piece.type === 'link') return c.underline(clean(piece.text ?? piece.url));
  if (piece.type !== 'text') return '';
  return isCode ? paintLines(clean(piece.text), c.cyan) : renderStyled(piece, c);
}

function renderStyled({ text, style }: RichTextText, c: Colors): string {
  const paint = style?.code ? c.cyan : style?.bold ? c.bold : style?.italic ? c.italic : String;
  return paint(clean(text));
}

/** Each line for itself, so that a pager or a copy of one line keeps its colour. */
function paintLines(text: string, paint: (line: string) => string): string {
  return text.split('\n').map(paint).join('\n');
}

/** A log's own colours must not reach the terminal, nor what a terminal would obey. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}
