import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BusEvent, Delivery } from './event-bus.ts';

/** An event that a function failed on, as it waits in the queue. */
export interface QueuedFailure {
  functionName: string;
  event: BusEvent;
  error: unknown;
}

/**
 * The SQS event with one record of Lambda's failure destination.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function toQueueEvent({ functionName, event, error }: QueuedFailure) {
  const [region, account] = [event.region, event.account];
  const record = {
    version: '1.0',
    timestamp: event.time,
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: error instanceof Error ? { errorType: error.name, errorMessage: error.message } : {},
  };
  return {
    Records: [
      {
        messageId: randomUUID(),
        receiptHandle: 'sandbox',
        body: JSON.stringify(record),
        attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.parse(event.time)) },
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:${region}:${account}:faultline-retry`,
        awsRegion: region,
      },
    ],
  };
}

const partial = z.object({ batchItemFailures: z.array(z.unknown()).min(1) });

/** Whether the message goes back to the queue: the function threw, or named it among its failures. */
export function isFailedBatch(delivery: Delivery | undefined): boolean {
  return delivery?.error !== undefined || partial.safeParse(delivery?.result).success;
}
