import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { BOT_TOKEN, type LocalSlack } from './server.ts';

const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** @returns Slack's own client, pointed at the local Slack: it neither retries nor waits nor prints, unless told to */
export function createClient(
  slack: LocalSlack,
  options: WebClientOptions = {},
  token: string | undefined = BOT_TOKEN,
) {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    ...options,
  });
}
