import { randomUUID } from 'node:crypto';
import { findFlag, findText } from './arguments.ts';
import { readContent } from './content.ts';
import { addMessage, editMessage, removeMessage } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { JsonObject, ResponseUrl, SlackState } from './state.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const LIFETIME_MILLISECONDS = 30 * 60 * 1000;
const USES = 5;

/** @returns the last part of a new response URL */
export function createResponseUrl(state: SlackState, place: Omit<ResponseUrl, 'at' | 'uses'>): string {
  const id = randomUUID();
  state.responseUrls.set(id, { ...place, at: state.now(), uses: 0 });
  return id;
}

/**
 * Takes what is posted to a response URL: only the one who asked sees it, unless `response_type` is `in_channel`.
 * @throws Refusal `expired_url` after 30 minutes, `used_url` after five posts, and whatever is wrong with the content
 */
export function respond(state: SlackState, id: string, args: JsonObject): void {
  const url = state.responseUrls.get(id);
  if (url === undefined || state.now() - url.at > LIFETIME_MILLISECONDS)
    throw new Refusal('expired_url', { status: 404 });
  if (url.uses >= USES) throw new Refusal('used_url', { status: 404 });
  const original = state.messages.find(({ channel, ts }) => channel === url.channel && ts === url.originalTs);
  if (findFlag(args, 'delete_original')) {
    if (original !== undefined) removeMessage(state, original);
  } else if (findFlag(args, 'replace_original') && original !== undefined) {
    editMessage(state, original, readContent(state, args));
  } else {
    const ts = post(state, url, args);
    url.originalTs ??= ts;
  }
  url.uses += 1;
}

function post(state: SlackState, url: ResponseUrl, args: JsonObject): string {
  const isPublic = findText(args, 'response_type') === 'in_channel';
  const place = {
    channel: url.channel,
    threadTs: findText(args, 'thread_ts'),
    ephemeralFor: isPublic ? undefined : url.user,
  };
  return addMessage(state, place, readContent(state, args)).ts;
}
