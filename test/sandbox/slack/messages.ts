import type { Content } from './content.ts';
import { Refusal } from './refusal.ts';
import { BOT, nextTs, type SlackState, type StoredMessage, TEAM } from './state.ts';

/** Posts, edits, removes and shows messages. */

/** Where a message goes and who sees it. */
export interface Place {
  channel: string;
  threadTs?: string | undefined;
  ephemeralFor?: string | undefined;
  /** Who says it; the app, when left out. */
  user?: string | undefined;
}

/** @returns the message as it is now in the channel. @throws Refusal `thread_not_found` for a reply to nothing */
export function addMessage(state: SlackState, place: Place, content: Content): StoredMessage {
  const message: StoredMessage = {
    channel: place.channel,
    ts: nextTs(state),
    threadTs: place.threadTs === undefined ? undefined : getThread(state, place.channel, place.threadTs),
    user: place.user ?? BOT.user,
    botId: place.user === undefined ? BOT.bot : undefined,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    metadata: content.metadata,
    ephemeralFor: place.ephemeralFor,
    unfurlLinks: content.unfurlLinks,
    unfurlMedia: content.unfurlMedia,
    edits: [],
    reactions: [],
    files: [],
  };
  state.messages.push(message);
  return message;
}

/**
 * Changes what a message says. Blocks and attachments stay when the request gives neither them nor a text;
 * a text alone replaces them. https://docs.slack.dev/reference/methods/chat.update
 */
export function editMessage(state: SlackState, message: StoredMessage, content: Content): void {
  const { text, blocks, attachments } = message;
  message.edits.push({ at: nextTs(state), text, blocks, attachments });
  const isReplaced = content.text !== undefined;
  message.text = content.text ?? text;
  message.blocks = content.blocks ?? (isReplaced ? [] : blocks);
  message.attachments = content.attachments ?? (isReplaced ? [] : attachments);
  message.metadata = content.metadata ?? message.metadata;
}

/** Takes a message out of its channel. */
export function removeMessage(state: SlackState, message: StoredMessage): void {
  state.messages = state.messages.filter((each) => each !== message);
}

/** @returns the message of this timestamp, nothing for one that only one person sees */
export function findMessage(
  state: SlackState,
  channel: string,
  ts: string | undefined,
): StoredMessage | undefined {
  return state.messages.find(
    (each) => each.channel === channel && each.ts === ts && each.ephemeralFor === undefined,
  );
}

/** @returns a message of the app's own. @throws Refusal `message_not_found`, or `refusal` when someone else wrote it */
export function getOwnMessage(
  state: SlackState,
  channel: string,
  ts: string | undefined,
  refusal: string,
): StoredMessage {
  const message = findMessage(state, channel, ts);
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.user !== BOT.user) throw new Refusal(refusal);
  return message;
}

/** @returns a message in Slack's form. https://docs.slack.dev/reference/events/message */
export function renderMessage(state: SlackState, message: StoredMessage) {
  const replies = state.messages.filter(
    (each) => each.channel === message.channel && each.threadTs === message.ts && each.ts !== message.ts,
  );
  const edit = message.edits.at(-1);
  return {
    type: 'message',
    user: message.user,
    team: TEAM.id,
    ts: message.ts,
    text: message.text,
    ...(message.botId && { bot_id: message.botId, app_id: BOT.app }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.threadTs && { thread_ts: message.threadTs, parent_user_id: message.user }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })),
    }),
    ...(message.files.length > 0 && {
      files: state.files
        .filter(({ id }) => message.files.includes(id))
        .map(({ id, name, title }) => ({ id, name, title })),
    }),
    ...(edit && { edited: { user: message.user, ts: edit.at } }),
  };
}

/** A reply to a reply lands in the thread of the first message. */
function getThread(state: SlackState, channel: string, ts: string): string {
  const parent = findMessage(state, channel, ts);
  if (parent === undefined) throw new Refusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}
