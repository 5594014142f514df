import type { WebClient } from '@slack/web-api';
import type { SlackIdentity } from './slack-access.ts';
import { explainSlack, findSlackError } from './slack-access.ts';

/** What Slack says of a channel: `ready`, one of its error codes, or why it could not be asked. */
export type ChannelState =
  | { kind: 'ready'; id: string; name: string | undefined }
  | { kind: 'refused'; code: string }
  | { kind: 'unknown'; reason: string };

const DAY_SECONDS = 86_400;
/** Slack takes them up to 120 days ahead. https://docs.slack.dev/reference/methods/chat.scheduleMessage */
const AHEAD = 100 * DAY_SECONDS;

/**
 * Whether the app can post to a channel, without posting. Where the token may read channels, Slack is asked for it; else,
 * as with the scopes of the manifest, a message is scheduled for a day far ahead and taken back at once: nobody sees it.
 * Never throws.
 */
export async function probeChannel(
  client: WebClient,
  channel: string,
  { scopes }: Pick<SlackIdentity, 'scopes'>,
  now: Date,
): Promise<ChannelState> {
  const isId = /^[CGD][A-Z0-9]{6,}$/.test(channel);
  const mayRead = scopes === undefined || scopes.includes('channels:read');
  const read = isId && mayRead ? await readChannel(client, channel) : undefined;
  return read ?? (await tryScheduling(client, channel, now));
}

/** Undefined where the token may not read this channel. */
async function readChannel(client: WebClient, channel: string): Promise<ChannelState | undefined> {
  try {
    const { channel: found } = await client.conversations.info({ channel });
    if (found?.is_archived) return { kind: 'refused', code: 'is_archived' };
    if (found?.is_member === false && !found.is_im) return { kind: 'refused', code: 'not_in_channel' };
    return { kind: 'ready', id: found?.id ?? channel, name: found?.name };
  } catch (error) {
    const code = findSlackError(error);
    if (code === 'missing_scope' || code === 'unknown_method') return undefined;
    return code === 'channel_not_found'
      ? { kind: 'refused', code }
      : { kind: 'unknown', reason: explainSlack(error) };
  }
}

/** https://docs.slack.dev/reference/methods/chat.scheduleMessage#errors */
const REFUSALS =
  /^(?:channel_not_found|not_in_channel|is_archived|restricted_action\w*|user_is_restricted|cannot_post_to_channel)$/;

async function tryScheduling(client: WebClient, channel: string, now: Date): Promise<ChannelState> {
  try {
    const scheduled = await client.chat.scheduleMessage({
      channel,
      text: 'Faultline checked whether it can post here.',
      post_at: Math.floor(now.getTime() / 1000) + AHEAD,
    });
    const id = scheduled.channel ?? channel;
    await client.chat.deleteScheduledMessage({
      channel: id,
      scheduled_message_id: scheduled.scheduled_message_id ?? '',
    });
    return { kind: 'ready', id, name: undefined };
  } catch (error) {
    const code = findSlackError(error);
    return code !== undefined && REFUSALS.test(code)
      ? { kind: 'refused', code }
      : { kind: 'unknown', reason: explainSlack(error) };
  }
}
