import { findFlag, findList, findObject, findText } from './arguments.ts';
import { countText, findWrongBlocks } from './block-kit/check.ts';
import { LIMITS } from './block-kit/limits.ts';
import { Refusal } from './refusal.ts';
import { type JsonObject, nextId, type SlackState } from './state.ts';

/** What a message is to say; a part that the request leaves out is absent. */
export interface Content {
  text?: string | undefined;
  blocks?: JsonObject[] | undefined;
  attachments?: JsonObject[] | undefined;
  metadata?: JsonObject | undefined;
  unfurlLinks?: boolean | undefined;
  unfurlMedia?: boolean | undefined;
}

/**
 * @returns what the request wants said, with a block_id on every block
 * @throws Refusal as Slack refuses it: `no_text`, `msg_too_long`, `msg_blocks_too_long`, `invalid_blocks`,
 *   `invalid_blocks_format`, `invalid_attachments`, `too_many_attachments`, `invalid_metadata_format`
 */
export function readContent(state: SlackState, args: JsonObject): Content {
  const text = findText(args, 'markdown_text') ?? findText(args, 'text');
  const blocks = findList(args, 'blocks', 'invalid_blocks_format');
  const attachments = findList(args, 'attachments', 'invalid_attachments');
  if (text === undefined && !blocks?.length && !attachments?.length) throw new Refusal('no_text');
  checkText(text, findText(args, 'markdown_text'));
  refuseWrong('invalid_blocks', findWrongBlocks(blocks ?? []));
  if (countText(blocks ?? []) > LIMITS.blocksText) throw new Refusal('msg_blocks_too_long');
  checkAttachments(attachments ?? []);
  return {
    text,
    blocks: blocks?.map((block) => ({ block_id: nextId(state, 'b'), ...block })),
    attachments: attachments?.map((attachment, index) => ({ id: index + 1, ...attachment })),
    metadata: readMetadata(args),
    unfurlLinks: findFlag(args, 'unfurl_links'),
    unfurlMedia: findFlag(args, 'unfurl_media'),
  };
}

/** @throws Refusal `code` with the messages in the two places where Slack puts them, when there are any */
export function refuseWrong(code: string, messages: string[]): void {
  if (messages.length > 0)
    throw new Refusal(code, { messages: messages.map((message) => `[ERROR] ${message}`) });
}

function checkText(text: string | undefined, markdown: string | undefined): void {
  const isLong = (text?.length ?? 0) > LIMITS.messageText || (markdown?.length ?? 0) > LIMITS.markdown;
  if (isLong) throw new Refusal('msg_too_long');
}

function checkAttachments(attachments: JsonObject[]): void {
  if (attachments.length > LIMITS.attachments) throw new Refusal('too_many_attachments');
  for (const [index, attachment] of attachments.entries()) {
    const root = `/attachments/${index}/blocks`;
    const blocks = findList(attachment, 'blocks', 'invalid_attachments') ?? [];
    refuseWrong('invalid_attachments', findWrongBlocks(blocks, root));
    if (countText(blocks) > LIMITS.blocksText) throw new Refusal('msg_blocks_too_long');
  }
}

function readMetadata(args: JsonObject): JsonObject | undefined {
  const metadata = findObject(args, 'metadata', 'invalid_metadata_format');
  const isWhole = typeof metadata?.event_type === 'string' && typeof metadata.event_payload === 'object';
  if (metadata !== undefined && !isWhole) throw new Refusal('invalid_metadata_format');
  return metadata;
}
