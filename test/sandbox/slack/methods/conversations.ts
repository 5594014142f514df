import { findFlag, findText, getText } from '../arguments.ts';
import { getChannel, openDirect, renderChannel } from '../channels.ts';
import { findMessage, renderMessage } from '../messages.ts';
import type { Method } from '../method.ts';
import { Refusal } from '../refusal.ts';
import type { JsonObject, LocalChannel, SlackState, StoredMessage } from '../state.ts';

/** https://docs.slack.dev/reference/methods/conversations.info and its neighbours */
export const conversations: Record<string, Method> = {
  'conversations.info': ({ state, args }) => ({
    channel: renderChannel(state, getChannel(state, getText(args, 'channel'))),
  }),

  'conversations.list': ({ state, args }) => {
    const types = (findText(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
    const wanted = state.channels.filter(
      (channel) =>
        types.includes(findKind(channel)) &&
        (channel.isMember || !channel.isPrivate) &&
        !(findFlag(args, 'exclude_archived') && channel.isArchived),
    );
    const { page, response_metadata } = paginate(wanted, args);
    return { channels: page.map((channel) => renderChannel(state, channel)), response_metadata };
  },

  'conversations.history': ({ state, args }) => {
    const channel = getMember(state, args);
    const all = visible(state, channel).filter(
      (each) => each.threadTs === undefined || each.threadTs === each.ts,
    );
    return renderHistory(state, all.reverse(), args);
  },

  'conversations.replies': ({ state, args }) => {
    const channel = getMember(state, args);
    const parent = findMessage(state, channel.id, getText(args, 'ts'));
    if (parent === undefined) throw new Refusal('thread_not_found');
    const replies = visible(state, channel).filter((each) => each.threadTs === parent.ts && each !== parent);
    return renderHistory(state, [parent, ...replies], args);
  },

  'conversations.join': ({ state, args }) => {
    const channel = getChannel(state, getText(args, 'channel'));
    if (channel.isArchived) throw new Refusal('is_archived');
    if (channel.isPrivate || channel.directWith) throw new Refusal('method_not_supported_for_channel_type');
    channel.isMember = true;
    return { channel: renderChannel(state, channel) };
  },

  'conversations.open': ({ state, args }) => {
    const user = state.users.find(({ id }) => id === getText(args, 'users'));
    if (user === undefined) throw new Refusal('user_not_found');
    return { channel: { id: openDirect(state, user).id } };
  },
};

function getMember(state: SlackState, args: JsonObject): LocalChannel {
  const channel = getChannel(state, getText(args, 'channel'));
  if (!channel.isMember) throw new Refusal('not_in_channel');
  return channel;
}

function visible(state: SlackState, channel: LocalChannel): StoredMessage[] {
  return state.messages.filter((each) => each.channel === channel.id && each.ephemeralFor === undefined);
}

function findKind({ directWith, isPrivate }: LocalChannel): string {
  if (directWith !== undefined) return 'im';
  return isPrivate ? 'private_channel' : 'public_channel';
}

/** `oldest` and `latest` leave their own message out unless `inclusive`; metadata comes only when asked for. */
function renderHistory(state: SlackState, messages: StoredMessage[], args: JsonObject): JsonObject {
  const [oldest, latest, isInclusive] = [
    findText(args, 'oldest'),
    findText(args, 'latest'),
    findFlag(args, 'inclusive'),
  ];
  const isIn = ({ ts }: StoredMessage) =>
    (oldest === undefined || ts > oldest || (isInclusive === true && ts === oldest)) &&
    (latest === undefined || ts < latest || (isInclusive === true && ts === latest));
  const { page, response_metadata } = paginate(messages.filter(isIn), args);
  return {
    messages: page.map((message) => {
      const { metadata, ...rest } = renderMessage(state, message);
      return findFlag(args, 'include_all_metadata') && metadata ? { ...rest, metadata } : rest;
    }),
    has_more: response_metadata.next_cursor !== '',
    response_metadata,
  };
}

function paginate<T>(all: T[], args: JsonObject) {
  const cursor = findText(args, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(from)) throw new Refusal('invalid_cursor');
  const to = from + Math.min(Number(findText(args, 'limit') ?? 100), 1000);
  const next_cursor = to < all.length ? Buffer.from(String(to)).toString('base64') : '';
  return { page: all.slice(from, to), response_metadata: { next_cursor } };
}
