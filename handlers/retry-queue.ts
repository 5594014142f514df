import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TIME_LIMITS } from '../src/aws.ts';
import { writeQueued } from '../src/build/queued-event.ts';

/** Seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LONGEST_DELAY = 900;

const sqs = new SQSClient({ requestHandler: TIME_LIMITS, useQueueUrlAsEndpoint: false });

/** Puts an event into the queue, to be handed out at `until`; what is farther away than the queue can wait is put off again then. */
export async function putInQueue(queue: string, event: unknown, until: Date, now: Date): Promise<void> {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const DelaySeconds = Math.min(Math.max(seconds, 0), LONGEST_DELAY);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queue, MessageBody: writeQueued(event, until), DelaySeconds }),
  );
}
