import type { RichTextElement, RichTextText } from '@slack/types';
import type { Block } from '../../src/slack/blocks.ts';

/** What a reader of the message sees, as text; code blocks stand behind a bar. */
export function readBlocks(blocks: readonly Block[]): string {
  return blocks.map(readBlock).join('\n\n');
}

/** The text of every code block, as one would copy it. */
export function getCodeBlocks(blocks: readonly Block[]): string[] {
  return blocks
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .filter((element) => element.type === 'rich_text_preformatted')
    .map((element) => element.elements.map(readPlain).join(''));
}

function readBlock(block: Block): string {
  if (block.type === 'actions') return block.elements.map((element) => `[${element.action_id}]`).join(' ');
  if (block.type === 'context') {
    return block.elements.map((element) => `(${'text' in element ? element.text : ''})`).join('\n');
  }
  if (block.type === 'header') return `# ${block.text.text}`;
  if (block.type === 'image') return `[picture: ${block.alt_text}]`;
  if (block.type === 'data_visualization') return `[chart: ${block.title}]`;
  return block.elements
    .map((element) =>
      element.type === 'rich_text_list'
        ? element.elements
            .map((item) => `- ${item.elements.map(readPiece).join('').replaceAll('\n', '\n  ')}`)
            .join('\n')
        : element.type === 'rich_text_preformatted'
          ? element.elements.map(readPlain).join('').replace(/^/gm, '    | ')
          : element.elements.map(readPiece).join(''),
    )
    .join('\n');
}

function readPlain(piece: RichTextElement): string {
  return piece.type === 'text' ? piece.text : '';
}

function readPiece(piece: RichTextElement): string {
  if (piece.type === 'emoji') return `:${piece.name}:`;
  if (piece.type === 'link') return `[${piece.text}](${piece.url})`;
  return piece.type === 'text' ? readStyled(piece) : `<${piece.type}>`;
}

function readStyled({ text, style }: RichTextText): string {
  const mark = style?.code ? '`' : style?.bold ? '**' : style?.italic ? '_' : '';
  return `${mark}${text}${mark}`;
}
