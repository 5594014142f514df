import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';

/**
 * What Lambda puts into a failure destination; what Faultline puts off has the same shape, and a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const Destination = z.looseObject({ requestPayload: z.unknown(), notBefore: z.coerce.date().optional() });

const Queue = z.looseObject({ Records: z.array(z.looseObject({ eventSource: z.literal('aws:sqs') })) });

/** Whether an event comes from a queue of SQS. */
export function isQueueEvent(event: unknown): boolean {
  return Queue.safeParse(event).success;
}

/** What EventBridge puts into a dead-letter queue: the event as it is. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const Undelivered = z.looseObject({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });

/** An event out of the queue, and when its turn is where it was put off. */
export interface Queued {
  event: unknown;
  notBefore?: Date | undefined;
}

/** The record of an event that is put off. */
export function writeQueued(event: unknown, notBefore: Date): string {
  return JSON.stringify({ requestPayload: event, notBefore });
}

/**
 * The event that a record of the queue holds: of a failed invocation, or put off, or moved from the dead-letter queue as
 * it is. Throws InvalidEventError for another record.
 */
export function readQueued(body: string): Queued {
  try {
    const record = JSON.parse(body);
    if (Undelivered.safeParse(record).success) return { event: record };
    const { requestPayload, notBefore } = Destination.parse(record);
    if (requestPayload !== undefined) return { event: requestPayload, notBefore };
  } catch {
    // Told below: neither no JSON nor another shape is what the queue holds.
  }
  throw new InvalidEventError(
    'the queue should hold records of failed invocations, with the event in requestPayload',
  );
}
