import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import type { StoredQueue } from '../deployed.ts';
import { AwsError } from '../errors.ts';

/** The name of the error in the JSON protocol, as the service has it. */
const MISSING = 'com.amazonaws.sqs#QueueDoesNotExist';

function needQueue({ account }: World, name: string): StoredQueue {
  const found = account.deployed.queues.get(name);
  if (!found) throw new AwsError(MISSING, 'The specified queue does not exist.');
  return found;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const message = z.looseObject({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1).max(1_048_576),
  DelaySeconds: z.int().min(0).max(900).default(0),
});

export const sqs: Operations = {
  SendMessage: operation(message, ({ MessageBody, DelaySeconds }, { events }) => {
    events.enqueue(MessageBody, DelaySeconds);
    return { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
  }),
  GetQueueUrl: operation(z.looseObject({ QueueName: z.string() }), ({ QueueName }, world) => {
    needQueue(world, QueueName);
    return { QueueUrl: `https://sqs.${world.region}.amazonaws.com/${world.account.id}/${QueueName}` };
  }),
  GetQueueAttributes: operation(z.looseObject({ QueueUrl: z.string() }), ({ QueueUrl }, world) => {
    const name = QueueUrl.split('/').at(-1) ?? '';
    const { waiting } = needQueue(world, name);
    return {
      Attributes: {
        QueueArn: arnOf(world.account, 'sqs', name),
        ApproximateNumberOfMessages: String(waiting),
        ApproximateNumberOfMessagesNotVisible: '0',
      },
    };
  }),
};
