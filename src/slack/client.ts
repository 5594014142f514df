import { WebClient } from '@slack/web-api';
import { createLibraryLog } from './library-log.ts';

export interface SlackClientOptions {
  token: string;
  /** Only to point at another Slack. */
  apiUrl?: string | undefined;
  /** How long Slack may take for one answer. */
  timeoutMilliseconds?: number | undefined;
}

/**
 * The client that `deliver` wants. Its own retries, which go on for half an hour, are off: a function has a time
 * limit, `deliver` waits within one, and a queue does the rest.
 */
export function createSlackClient({
  token,
  apiUrl,
  timeoutMilliseconds = 10_000,
}: SlackClientOptions): WebClient {
  return new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    timeout: timeoutMilliseconds,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // It would repeat what the errors say; ours has them.
    logger: createLibraryLog(() => undefined),
  });
}
