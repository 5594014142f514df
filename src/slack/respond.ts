import type { KnownBlock } from '@slack/types';
import type { Block } from './blocks.ts';
import { SlackDeliveryError } from './errors.ts';

/** What is posted to a response URL. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export interface Response {
  response_type?: 'ephemeral' | 'in_channel';
  replace_original?: boolean;
  delete_original?: boolean;
  text?: string;
  blocks?: readonly (Block | KnownBlock)[];
}

/** An answer where it was asked for; where the blocks are refused, as plain text. Throws SlackDeliveryError. */
export type Respond = (response: Response) => Promise<void>;

const SLACK_HOSTS = /^hooks\.slack(?:-gov)?\.com$/;
const TIMEOUT = 10_000;

/**
 * Takes a response URL. `apiUrl` is that of another Slack, whose response URLs are taken too. Throws SlackDeliveryError
 * for a URL that is not Slack's: an event on the bus must not make this process call just anybody.
 */
export function createRespond(
  url: string,
  apiUrl: string | undefined,
  timeoutMilliseconds: number = TIMEOUT,
): Respond {
  if (!isOfSlack(url, apiUrl)) throw failure('not_slack', URL.parse(url)?.host);
  return async (response) => {
    const said = await send(url, response, timeoutMilliseconds);
    if (said === undefined) return;
    const { blocks, ...plain } = response;
    const again = blocks && /blocks/.test(said.code) ? await send(url, plain, timeoutMilliseconds) : said;
    if (again) throw again;
  };
}

function isOfSlack(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (protocol === 'https:' && SLACK_HOSTS.test(hostname)) return true;
  return apiUrl !== undefined && origin === new URL(apiUrl).origin;
}

/** Returns what went wrong, or nothing. */
async function send(
  url: string,
  response: Response,
  timeoutMilliseconds: number,
): Promise<SlackDeliveryError | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(response),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const text = await answer.text();
    if (answer.ok && !text.includes('"ok":false')) return undefined;
    const code = /"error":\s*"(\w+)"/.exec(text)?.[1] ?? (answer.ok ? text : `http ${answer.status}`);
    return failure(code.slice(0, 100), undefined);
  } catch (error) {
    return failure('unreachable', error instanceof Error ? error.message : String(error), error);
  }
}

function failure(code: string, detail: string | undefined, cause?: unknown): SlackDeliveryError {
  return new SlackDeliveryError({ code, channel: 'a response URL', detail, cause });
}
