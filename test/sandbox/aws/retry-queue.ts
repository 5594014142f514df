import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BusEvent, Delivery } from './event-bus.ts';

/** An event that a function failed on. */
export interface FailedEvent {
  functionName: string;
  event: BusEvent;
  error: unknown;
}

/**
 * What Lambda's failure destination puts into the queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function toRecord({ functionName, event, error }: FailedEvent): string {
  const { region, account, time } = event;
  return JSON.stringify({
    version: '1.0',
    timestamp: time,
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: error instanceof Error ? { errorType: error.name, errorMessage: error.message } : {},
  });
}

/** The event with one record of the queue, as SQS hands it over. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function handOver(record: string, region: string, account: string) {
  return {
    Records: [
      {
        messageId: randomUUID(),
        receiptHandle: 'sandbox',
        body: record,
        attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1795000000000' },
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:${region}:${account}:faultline-retry`,
        awsRegion: region,
      },
    ],
  };
}

/** The same for an event that a function failed on. */
export function toQueueEvent(failed: FailedEvent) {
  return handOver(toRecord(failed), failed.event.region, failed.event.account);
}

const partial = z.object({ batchItemFailures: z.array(z.unknown()).min(1) });

/** Whether the message goes back to the queue: the function threw, or named it among its failures. */
export function isFailedBatch(delivery: Delivery | undefined): boolean {
  return delivery?.error !== undefined || partial.safeParse(delivery?.result).success;
}
