import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { sh } from '../../fix/shell.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion, setupCommand } from '../context.ts';
import { listResources } from '../find-installation.ts';
import { broken, type Examination, fine, look, step, type Verdict } from '../finding.ts';

const HOUR = 3_600_000;

/** A queue as the template has it: where it hands on what it gives up, if it does. */
interface Queue {
  name: string;
  url: string;
  isDead: boolean;
}

/** The queues of the stack: those that hand on to another retry, the others hold what was given up. */
export function listQueueExaminations(context: Context): Examination[] {
  return listResources(context.installation, 'AWS::SQS::Queue').map(({ id, properties }) => {
    const queue = {
      name: id.split('/').at(-1) ?? id,
      url: id,
      isDead: properties !== undefined && !properties.RedrivePolicy,
    };
    return {
      check: queue.isDead ? 'dead-letters' : 'retry-queue',
      about: queue.name,
      examine: () => examineQueue(queue, context),
    };
  });
}

async function examineQueue(queue: Queue, context: Context): Promise<Verdict> {
  const counts = await countMessages(queue, context).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (!counts)
    return broken(
      `There is no queue ${queue.name}: what cannot be told at once is lost.`,
      step(
        'Make it again',
        sh`aws sqs create-queue --queue-name ${queue.name} --attributes SqsManagedSseEnabled=true,MessageRetentionPeriod=1209600${queue.isDead ? '' : ',VisibilityTimeout=900'} ${inRegion(context)}`,
      ),
      step('Deploy again for what belongs to it', setupCommand(context, 'deploy')),
    );
  const { waiting, arn } = counts;
  if (waiting === 0) return fine(`${queue.name} is empty.`);
  return queue.isDead ? judgeDead(queue, waiting, arn, context) : judgeRetries(queue, waiting, context);
}

/** The queue's address may be of another day: what counts is its name. */
async function countMessages(
  { name, url }: Queue,
  { clients }: Context,
): Promise<{ waiting: number; arn: string }> {
  const { QueueUrl = url } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes: found = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'QueueArn'],
    }),
  );
  const waiting =
    Number(found.ApproximateNumberOfMessages ?? 0) + Number(found.ApproximateNumberOfMessagesNotVisible ?? 0);
  return { waiting, arn: found.QueueArn ?? 'YOUR_QUEUE_ARN' };
}

function judgeDead({ name }: Queue, waiting: number, arn: string, context: Context): Verdict {
  return broken(
    `${name} holds ${count(waiting)} that nobody was told of: given up after nine days of trying, or never handed over.`,
    look('First repair what kept them back: the other findings, and the errors in the log of the function'),
    step(
      'Then send back what came from the retry queue',
      sh`aws sqs start-message-move-task --source-arn ${arn} ${inRegion(context)}`,
    ),
  );
}

async function judgeRetries(queue: Queue, waiting: number, context: Context): Promise<Verdict> {
  const age = await findOldestAge(queue.name, context).catch(() => undefined);
  if (age !== undefined && age < HOUR)
    return fine(
      `${queue.name} holds ${count(waiting)}, the oldest for ${Math.round(age / 60_000)} min: it is being tried again.`,
    );
  const since =
    age === undefined ? 'CloudWatch did not say for how long' : `the oldest for ${Math.round(age / HOUR)} h`;
  const worker =
    context.installation.functions.find(({ name }) => /buildfailed/i.test(name)) ??
    context.installation.functions[0];
  return broken(
    `${queue.name} holds ${count(waiting)} that could not be told yet, ${since}.`,
    look(
      'See why',
      sh`aws logs tail ${`/aws/lambda/${worker?.name ?? 'YOUR_FUNCTION'}`} --since 1h ${inRegion(context)}`,
    ),
    look(
      'Repair that: they are tried again every 15 minutes by themselves. Then see the queue become empty',
      'npm run doctor',
    ),
  );
}

/** Milliseconds; undefined where there is no metric yet. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
async function findOldestAge(name: string, { clients, now }: Context): Promise<number | undefined> {
  const Metric = {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateAgeOfOldestMessage',
    Dimensions: [{ Name: 'QueueName', Value: name }],
  };
  const { MetricDataResults } = await clients.cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now().getTime() - HOUR / 2),
      EndTime: now(),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [{ Id: 'age', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }],
    }),
  );
  const seconds = MetricDataResults?.[0]?.Values?.[0];
  return seconds === undefined ? undefined : seconds * 1000;
}

function count(messages: number): string {
  return messages === 1 ? '1 failure' : `${messages} failures`;
}
