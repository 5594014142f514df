import type {
  ActionsBlock,
  ActionsBlockElement,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  RichTextBlock,
  RichTextEmoji,
  RichTextLink,
  RichTextPreformatted,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import type { ChartBlock } from './chart.ts';
import { cost } from './cut.ts';
import { cleanText } from './escape.ts';
import { LIMITS } from './limits.ts';

/**
 * Block Kit as small pure functions. Text of others stands in rich_text and plain_text only: both are shown
 * literally, so that a log can put no mention, link or format into a message.
 */
export type Inline = RichTextText | RichTextLink | RichTextEmoji;
export type Block = RichTextBlock | ContextBlock | ActionsBlock | HeaderBlock | ImageBlock | ChartBlock;

/** The most that the caller's buttons may cost. */
export const ACTIONS_ROOM = 1050;

export function plain(text: string): RichTextText {
  return { type: 'text', text };
}

export function bold(text: string): RichTextText {
  return { type: 'text', text, style: { bold: true } };
}

export function italic(text: string): RichTextText {
  return { type: 'text', text, style: { italic: true } };
}

export function code(text: string): RichTextText {
  return { type: 'text', text, style: { code: true } };
}

/** Takes the name of an emoji without its colons. */
export function emoji(name: string): RichTextEmoji {
  return { type: 'emoji', name };
}

/** A link where the address is one of the web and costs at most `room`; else its label alone. */
export function link(url: string | undefined, label: string, room: number): RichTextLink | RichTextText {
  const address = url !== undefined && url.length <= room ? URL.parse(url) : null;
  const isWeb = address?.protocol === 'https:' || address?.protocol === 'http:';
  if (!isWeb || cost(address.href) > room) return bold(label);
  return { type: 'link', url: address.href, text: label, style: { bold: true } };
}

/** One paragraph. Empty pieces are left out: Slack refuses them. */
export function paragraph(...pieces: Inline[]): RichTextSection {
  return {
    type: 'rich_text_section',
    elements: pieces.filter((piece) => piece.type === 'emoji' || piece.text !== ''),
  };
}

/** A code block, literal to the last backtick. Takes at most `LIMITS.preformattedText` characters. */
export function preformatted(text: string): RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [plain(cleanText(text) || ' ')] };
}

export function richText(...elements: (RichTextSection | RichTextPreformatted)[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Large text on one line. Takes at most `LIMITS.headerText` characters. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

/** A picture that was uploaded to Slack, by the file's id. */
export function picture(file: string, description: string): ImageBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: description };
}

/** A line of small grey text. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

/**
 * The place for buttons. Takes the elements that the Slack app made and what the block is called, which comes back
 * with every press; returns no block for none.
 * Throws a RangeError when there are more than Slack takes or more than a message has room for.
 */
export function actions(elements: ActionsBlockElement[], id?: string | undefined): ActionsBlock[] {
  if (elements.length === 0) return [];
  const block: ActionsBlock = { type: 'actions', ...(id !== undefined && { block_id: id }), elements };
  if (elements.length > LIMITS.actionsElements || cost(block) > ACTIONS_ROOM) {
    throw new RangeError(
      `Buttons may number ${LIMITS.actionsElements} and cost ${ACTIONS_ROOM} characters; these are ${elements.length} of ${cost(block)}`,
    );
  }
  return [block];
}
