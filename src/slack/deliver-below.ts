import type { WebClient } from '@slack/web-api';
import { type DeliverOptions, deliver } from './deliver.ts';
import { SlackDeliveryError } from './errors.ts';
import type { Message } from './message.ts';

/** Posts into the thread of a message; where somebody deleted that, into its channel. Throws SlackDeliveryError. */
export async function deliverBelow(
  slack: WebClient,
  { channel, ts }: { channel: string; ts: string },
  message: Message,
  options: DeliverOptions = {},
): Promise<void> {
  try {
    await deliver(slack, { channel, threadTs: ts }, message, options);
  } catch (error) {
    const isGone = error instanceof SlackDeliveryError && /^(?:thread|message)_not_found$/.test(error.code);
    if (!isGone) throw error;
    await deliver(slack, { channel }, message, options);
  }
}
