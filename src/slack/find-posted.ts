import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import type { SlackDeliveryError } from './errors.ts';
import { readFailure } from './read-failure.ts';

/**
 * What a message carries unseen, so that it can be found again: Slack takes no idempotency key. Everybody in the channel
 * may read it. https://docs.slack.dev/messaging/message-metadata
 */
export function getMetadata(mark: string) {
  return { event_type: EVENT_TYPE, event_payload: { mark } };
}

/** Takes what Slack refused without keeping a message back, for the log. */
export type Note = (problem: SlackDeliveryError) => Promise<void>;

/** A message that was posted before. */
export interface Found {
  mark: string;
  ts: string;
}

const EVENT_TYPE = 'faultline_message';
/** "We recommend no more than 200 results at a time." https://docs.slack.dev/reference/methods/conversations.history */
const PAGE = 200;
const MAX_PAGES = 5;
/** Slack's clock and ours are not the same. */
const SPARE_SECONDS = 10;

const answer = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_type: z.string(), event_payload: z.object({ mark: z.string() }) })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/**
 * Our messages in a channel since a moment, or those below a message of it. Takes a channel's id: names are not taken.
 * Throws what the client throws, also where the app lacks channels:history or groups:history.
 */
export async function listPosted(
  client: WebClient,
  { channel, threadTs }: { channel: string; threadTs?: string | undefined },
  since: Date,
): Promise<Found[]> {
  const oldest = String(Math.floor(since.getTime() / 1000) - SPARE_SECONDS);
  const found: Found[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const asked = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor && { cursor }) };
    const answered =
      threadTs === undefined
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: threadTs });
    const { messages, response_metadata } = answer.parse(answered);
    for (const { ts, metadata } of messages)
      if (metadata?.event_type === EVENT_TYPE) found.push({ ts, mark: metadata.event_payload.mark });
    cursor = response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}

/**
 * The `ts` of a message in a channel, by its mark; nothing where it does not stand, or where the app may not look, which
 * is noted. Throws SlackDeliveryError while Slack is down.
 */
export async function findPosted(
  client: WebClient,
  channel: string,
  mark: string,
  { since, note }: { since: Date; note: Note | undefined },
): Promise<string | undefined> {
  try {
    const posted = await listPosted(client, { channel }, since);
    return posted.find((found) => found.mark === mark)?.ts;
  } catch (error) {
    const failure = readFailure(error, channel);
    if (failure.isPassing) throw failure;
    await note?.(failure);
    return undefined;
  }
}
