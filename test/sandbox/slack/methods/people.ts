import { getText } from '../arguments.ts';
import { getChannel } from '../channels.ts';
import { findMessage } from '../messages.ts';
import type { Method } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { BOT, type LocalUser, TEAM } from '../state.ts';

/** https://docs.slack.dev/reference/methods/auth.test, users.info, users.list and reactions.add */
export const people: Record<string, Method> = {
  'api.test': ({ args }) => ({ args }),

  'auth.test': () => ({
    url: `https://${TEAM.domain}.slack.com/`,
    team: TEAM.name,
    user: BOT.name,
    team_id: TEAM.id,
    user_id: BOT.user,
    bot_id: BOT.bot,
    is_enterprise_install: false,
  }),

  'users.info': ({ state, args }) => {
    const user = state.users.find(({ id }) => id === getText(args, 'user'));
    if (user === undefined) throw new Refusal('user_not_found');
    return { user: renderUser(user) };
  },

  'users.list': ({ state }) => ({
    members: state.users.map(renderUser),
    response_metadata: { next_cursor: '' },
  }),

  'reactions.add': ({ state, args }) => {
    const channel = getChannel(state, getText(args, 'channel'));
    const message = findMessage(state, channel.id, getText(args, 'timestamp'));
    if (message === undefined) throw new Refusal('message_not_found');
    const name = getText(args, 'name').replaceAll(':', '');
    const known = message.reactions.find((each) => each.name === name);
    if (known?.users.includes(BOT.user)) throw new Refusal('already_reacted');
    if (known === undefined) message.reactions.push({ name, users: [BOT.user] });
    else known.users.push(BOT.user);
    return {};
  },
};

function renderUser({ id, name, realName, email, isBot }: LocalUser) {
  const profile = { real_name: realName, display_name: name, email };
  return {
    id,
    team_id: TEAM.id,
    name,
    real_name: realName,
    is_bot: isBot,
    deleted: false,
    tz: 'Etc/UTC',
    profile,
  };
}
