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

export const sqs: Operations = {
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
