import { Refusal } from './refusal.ts';
import { BOT, createChannel, type LocalChannel, type LocalUser, type SlackState } from './state.ts';

/** Finds where to post. A name with `#` is taken by methods that post; others want the id. */

/** @returns the channel of this id. @throws Refusal `channel_not_found`, also for a private one that the app is not in */
export function getChannel(state: SlackState, id: string | undefined): LocalChannel {
  const channel = state.channels.find((each) => each.id === id);
  if (channel === undefined || (channel.isPrivate && !channel.isMember))
    throw new Refusal('channel_not_found');
  return channel;
}

/**
 * @param reference the id, `#name` or `name` of a channel, or a person's id, which means their direct message
 * @returns the channel to post to
 * @throws Refusal `channel_not_found`, `is_archived`, `not_in_channel`
 */
export function getPostable(state: SlackState, reference: string | undefined): LocalChannel {
  const name = reference?.replace(/^#/, '');
  const person = state.users.find((each) => each.id === reference && !each.isBot);
  const named = state.channels.find((each) => each.directWith === undefined && each.name === name);
  const channel = person ? openDirect(state, person) : (named ?? getChannel(state, reference));
  checkPostable(channel);
  return channel;
}

/** @throws Refusal `channel_not_found`, `is_archived` or `not_in_channel` when the app cannot post there */
export function checkPostable(channel: LocalChannel): void {
  if (channel.isPrivate && !channel.isMember) throw new Refusal('channel_not_found');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (!channel.isMember) throw new Refusal('not_in_channel');
}

/** @returns the direct message between the app and this person, opened if it was not */
export function openDirect(state: SlackState, user: LocalUser): LocalChannel {
  const known = state.channels.find((each) => each.directWith === user.id);
  if (known !== undefined) return known;
  const opened = createChannel({ id: `D${user.id.slice(1)}`, name: user.name, directWith: user.id });
  state.channels.push(opened);
  return opened;
}

/** @returns a channel in the form of conversations.info. https://docs.slack.dev/reference/objects/conversation-object */
export function renderChannel(state: SlackState, channel: LocalChannel) {
  if (channel.directWith !== undefined) {
    return { id: channel.id, is_im: true, is_channel: false, user: channel.directWith, is_archived: false };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_im: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.isMember,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    num_members: channel.isMember
      ? state.users.length
      : state.users.filter(({ id }) => id !== BOT.user).length,
  };
}
