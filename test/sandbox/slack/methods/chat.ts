import { findText, getText } from '../arguments.ts';
import { getChannel, getPostable } from '../channels.ts';
import { readContent } from '../content.ts';
import {
  addMessage,
  editMessage,
  findMessage,
  getOwnMessage,
  removeMessage,
  renderMessage,
} from '../messages.ts';
import type { Method } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { nextId, TEAM } from '../state.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours */
export const chat: Record<string, Method> = {
  'chat.postMessage': ({ state, args }) => {
    const channel = getPostable(state, getText(args, 'channel'));
    const place = { channel: channel.id, threadTs: findText(args, 'thread_ts') };
    const message = addMessage(state, place, readContent(state, args));
    return { channel: channel.id, ts: message.ts, message: renderMessage(state, message) };
  },

  'chat.postEphemeral': ({ state, args }) => {
    const channel = getPostable(state, getText(args, 'channel'));
    const user = state.users.find(({ id }) => id === getText(args, 'user'));
    if (user === undefined) throw new Refusal('user_not_in_channel');
    const place = { channel: channel.id, threadTs: findText(args, 'thread_ts'), ephemeralFor: user.id };
    return { message_ts: addMessage(state, place, readContent(state, args)).ts };
  },

  'chat.update': ({ state, args }) => {
    const channel = getChannel(state, getText(args, 'channel'));
    if (channel.isArchived) throw new Refusal('is_archived');
    const message = getOwnMessage(state, channel.id, getText(args, 'ts'), 'cant_update_message');
    editMessage(state, message, readContent(state, args));
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: renderMessage(state, message),
    };
  },

  'chat.delete': ({ state, args }) => {
    const channel = getChannel(state, getText(args, 'channel'));
    const message = getOwnMessage(state, channel.id, getText(args, 'ts'), 'cant_delete_message');
    removeMessage(state, message);
    return { channel: channel.id, ts: message.ts };
  },

  'chat.scheduleMessage': ({ state, args }) => {
    const channel = getPostable(state, getText(args, 'channel'));
    if (Number(getText(args, 'post_at')) * 1000 <= state.now()) throw new Refusal('time_in_past');
    const scheduled = { id: nextId(state, 'Q'), channel: channel.id };
    state.scheduled.push(scheduled);
    return { channel: channel.id, scheduled_message_id: scheduled.id };
  },

  'chat.deleteScheduledMessage': ({ state, args }) => {
    const at = state.scheduled.findIndex(({ id }) => id === getText(args, 'scheduled_message_id'));
    if (at < 0) throw new Refusal('invalid_scheduled_message_id');
    state.scheduled.splice(at, 1);
    return {};
  },

  'chat.getPermalink': ({ state, args }) => {
    const channel = getChannel(state, getText(args, 'channel'));
    const message = findMessage(state, channel.id, getText(args, 'message_ts'));
    if (message === undefined) throw new Refusal('message_not_found');
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const path = `archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: channel.id, permalink: `https://${TEAM.domain}.slack.com/${path}` };
  },
};
