import { setTimeout as sleepFor } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Block } from './blocks.ts';
import type { SlackDeliveryError } from './errors.ts';
import { type Found, getMetadata, listPosted, type Note } from './find-posted.ts';
import type { Message } from './message.ts';
import { readFailure } from './read-failure.ts';

/** Where a message goes: into a channel, below a message of it, or in the place of one. */
export interface Destination {
  /** Id of a channel; `#name` where Slack still takes names. */
  channel: string;
  threadTs?: string | undefined;
  /** `ts` of the message to replace. Its thread is left as it is. */
  update?: string | undefined;
}

export interface Delivered {
  /** The channel's id, as Slack tells it. */
  channel: string;
  ts: string;
  /** `ts` of each message in the thread. */
  thread: string[];
  /** What went wrong without losing the message: refused blocks, a thread cut short. For the log. */
  problems: SlackDeliveryError[];
}

export interface DeliverOptions {
  /** How long to wait in all for Slack's `Retry-After`. */
  patienceMilliseconds?: number | undefined;
  sleep?: ((milliseconds: number) => Promise<unknown>) | undefined;
  /** What to post where Slack refuses the blocks, before plain text. Of newer blocks not every workspace takes all. */
  simpler?: Block[] | undefined;
  /** What tells this message from all others: it is found by it again. */
  mark?: string | undefined;
  /** Since when an earlier attempt, which was cut off, may have posted it: it is looked for first. */
  since?: Date | undefined;
  /** Is told each problem too. */
  note?: Note | undefined;
}

interface Post {
  text: string;
  blocks?: Block[] | undefined;
  mark?: string | undefined;
}

/** Sends one post and returns where it stands. Throws SlackDeliveryError. */
type Send = (destination: Destination, post: Post) => Promise<{ channel: string; ts: string }>;

/**
 * Posts a message and its thread. Refused blocks are posted once more as plain text that says so. With `since` what an
 * earlier attempt posted is looked for, brought up to date, and only what is missing below it posted; where the app may
 * not look, it posts and says so in `problems`. Once the message stands, nothing is thrown any more: what fails in its
 * thread is told in `problems`. Throws SlackDeliveryError when the message itself was not taken.
 */
export async function deliver(
  client: WebClient,
  destination: Destination,
  message: Message,
  options: DeliverOptions = {},
): Promise<Delivered> {
  const delivered = await deliverOnce(client, destination, message, options);
  for (const problem of delivered.problems) await options.note?.(problem);
  return delivered;
}

async function deliverOnce(
  client: WebClient,
  destination: Destination,
  message: Message,
  { patienceMilliseconds = 15_000, sleep = sleepFor, simpler, mark, since }: DeliverOptions,
): Promise<Delivered> {
  const send = createSend(client, patienceMilliseconds, sleep);
  const { before, missed } = await look(client, destination, mark, since);
  const isLine = destination.threadTs !== undefined;
  const [earlier] = before.filter((found) => found.mark === mark);
  if (earlier && isLine) return { channel: destination.channel, ts: earlier.ts, thread: [], problems: [] };
  const here = earlier ? { channel: destination.channel, update: earlier.ts } : destination;
  const { place, problems } = await sendOrPlain(send, here, { ...message, mark }, simpler);
  problems.unshift(...missed);
  if (destination.update !== undefined) return { ...place, thread: [], problems };
  const below = { channel: place.channel, threadTs: destination.threadTs ?? place.ts };
  const { before: lines, missed: unseen } = await look(client, below, earlier && mark, since);
  problems.push(...unseen);
  const thread: string[] = [];
  for (const [index, post] of message.thread.entries()) {
    const own = mark === undefined ? undefined : `${mark} ${index + 1}`;
    try {
      const there = lines.find((line) => line.mark === own);
      thread.push(there?.ts ?? (await send(below, { ...post, mark: own })).ts);
    } catch (error) {
      problems.push(readFailure(error, below.channel));
      break;
    }
  }
  return { ...place, thread, problems };
}

/** What stands there of earlier attempts. Throws while Slack is down; where it does not let us look, that is `missed`. */
async function look(
  client: WebClient,
  destination: Destination,
  mark: string | undefined,
  since: Date | undefined,
): Promise<{ before: Found[]; missed: SlackDeliveryError[] }> {
  if (mark === undefined || since === undefined || destination.update !== undefined)
    return { before: [], missed: [] };
  try {
    return { before: await listPosted(client, destination, since), missed: [] };
  } catch (error) {
    const failure = readFailure(error, destination.channel);
    if (failure.isPassing) throw failure;
    return { before: [], missed: [failure] };
  }
}

type Placed = { place: { channel: string; ts: string }; problems: SlackDeliveryError[] };

async function sendOrPlain(
  send: Send,
  destination: Destination,
  { text, blocks, mark }: Omit<Message, 'thread'> & Post,
  simpler?: Block[] | undefined,
): Promise<Placed> {
  try {
    return { place: await send(destination, { text, blocks, mark }), problems: [] };
  } catch (error) {
    const problem = readFailure(error, destination.channel);
    if (!/blocks/.test(problem.code)) throw problem;
    if (simpler) {
      const { place, problems } = await sendOrPlain(send, destination, { text, blocks: simpler, mark });
      return { place, problems: [problem, ...problems] };
    }
    const plain = `${text}\n_Shown as plain text: Slack refused the blocks of this message._`;
    // Without blocks an update would keep the old ones.
    return { place: await send(destination, { text: plain, blocks: [], mark }), problems: [problem] };
  }
}

function createSend(
  client: WebClient,
  patience: number,
  sleep: (milliseconds: number) => Promise<unknown>,
): Send {
  let left = patience;
  return async function send(destination, post) {
    for (;;) {
      try {
        return await call(client, destination, post);
      } catch (error) {
        const failure = readFailure(error, destination.channel);
        const pause = 1000 * (failure.retryAfterSeconds ?? 1);
        if (failure.code !== 'ratelimited' || pause > left) throw failure;
        left -= pause;
        await sleep(pause);
      }
    }
  };
}

async function call(
  client: WebClient,
  { channel, threadTs, update }: Destination,
  { text, blocks, mark }: Post,
) {
  const content = {
    ...{ channel, text, ...(blocks && { blocks }), link_names: false, parse: 'none' as const },
    ...(mark !== undefined && { metadata: getMetadata(mark) }),
  };
  const answer =
    update === undefined
      ? await client.chat.postMessage({
          ...content,
          unfurl_links: false,
          unfurl_media: false,
          ...(threadTs !== undefined && { thread_ts: threadTs }),
        })
      : await client.chat.update({ ...content, ts: update });
  return { channel: answer.channel ?? channel, ts: answer.ts ?? update ?? '' };
}
