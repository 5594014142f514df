import { FaultlineError } from '../errors.ts';

/** What the reader of an error can do about it. Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite the bot there: /invite @Faultline.',
  channel_not_found:
    'Use the id of a channel that exists (its details end with it); in a private one, first /invite @Faultline.',
  is_archived: 'Unarchive the channel, or set SLACK_CHANNEL or the tag faultline:channel to another.',
  restricted_action: 'Let the app post there: the settings of the channel or the workspace forbid it.',
  restricted_action_read_only_channel: 'Let the app post there: the channel is read-only to it.',
  not_authed: 'Set SLACK_BOT_TOKEN, or SLACK_BOT_TOKEN_PARAMETER to the name of a parameter that holds it.',
  invalid_auth: 'Set SLACK_BOT_TOKEN to the bot token (xoxb-) of this workspace.',
  token_revoked: 'Install the app again and store its new bot token.',
  token_expired: 'Install the app again and store its new bot token.',
  account_inactive: 'Install the app again: its user or its workspace was removed.',
  missing_scope: 'Add the scope to the app, as in the manifest, and install it again.',
  team_access_not_granted: 'Let an admin of the organization give the app access to the workspace.',
  message_not_found: 'Post a new message: the one to update was deleted.',
  cant_update_message: 'Post a new message: the one to update is not by this app.',
  edit_window_closed: 'Post a new message: the workspace no longer lets this one be edited.',
  invalid_blocks: 'Report it, with the build: Slack refused blocks that Faultline made.',
  msg_too_long: 'Report it, with the build: the message is longer than Slack takes.',
  msg_blocks_too_long: 'Report it, with the build: the message is longer than Slack takes.',
  ratelimited: 'Try again later: more messages go to this channel than Slack takes, about one a second.',
  unreachable: 'Try again later: Slack did not answer. The message may have arrived all the same.',
};

/** Errors that pass by themselves. */
const PASSING = new Set([
  'ratelimited',
  'unreachable',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

/** Errors after which the message may stand all the same: Slack took it and did not come to say so. */
const UNSURE = new Set(['unreachable', 'unexpected', 'internal_error', 'fatal_error', 'request_timeout']);

export interface DeliveryFailure {
  /** What Slack said: its error code, `http 502`, `unreachable`, or `unexpected` for what is not Slack's. */
  code: string;
  channel: string;
  /** More of what Slack said, such as the scope that is missing. */
  detail?: string | undefined;
  retryAfterSeconds?: number | undefined;
  cause: unknown;
}

/** Whether an error says that nothing was posted: Slack itself refused it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof SlackDeliveryError && !error.mayStand;
}

/** Slack did not take a message. Says what Slack said and what would be right. */
export class SlackDeliveryError extends FaultlineError {
  readonly channel: string;
  readonly retryAfterSeconds: number | undefined;
  /** Whether the same delivery may succeed later. */
  readonly isPassing: boolean;
  /** Whether Slack may have taken the message all the same. */
  readonly mayStand: boolean;

  constructor({ code, channel, detail, retryAfterSeconds, cause }: DeliveryFailure) {
    const said = detail ? `${code} (${detail})` : code;
    const message = [`Slack did not take the message for ${channel}: ${said}.`, ADVICE[code]];
    super(code, message.filter(Boolean).join(' '), { cause });
    this.name = 'SlackDeliveryError';
    this.channel = channel;
    this.retryAfterSeconds = retryAfterSeconds;
    this.mayStand = UNSURE.has(code) || code.startsWith('http 5');
    this.isPassing = PASSING.has(code) || code.startsWith('http 5');
  }
}
