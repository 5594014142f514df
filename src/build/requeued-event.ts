import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';

/** What Lambda puts into a failure destination. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const Destination = z.looseObject({ requestPayload: z.unknown() });

const Queue = z.looseObject({ Records: z.array(z.looseObject({ eventSource: z.literal('aws:sqs') })) });

/** Whether an event comes from a queue of SQS. */
export function isQueueEvent(event: unknown): boolean {
  return Queue.safeParse(event).success;
}

/** What EventBridge puts into a dead-letter queue: the event as it is. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const Undelivered = z.looseObject({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });

/**
 * The event that a queued record of a failed invocation holds, or that was moved from the dead-letter queue as it is. Throws
 * InvalidEventError for another record.
 */
export function findRequeuedEvent(body: string): unknown {
  try {
    const record = JSON.parse(body);
    if (Undelivered.safeParse(record).success) return record;
    const { requestPayload } = Destination.parse(record);
    if (requestPayload !== undefined) return requestPayload;
  } catch {
    // Told below: neither no JSON nor another shape is what the queue holds.
  }
  throw new InvalidEventError(
    'the queue should hold records of failed invocations, with the event in requestPayload',
  );
}
