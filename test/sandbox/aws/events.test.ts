import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BusEvent,
  getBuildEvent,
  type InvocationContext,
  type LocalAws,
  readScenario,
  startAws,
} from './index.ts';

let aws: LocalAws;
let received: { event: BusEvent; context: InvocationContext }[];

function put(entry: object) {
  return new EventBridgeClient(aws.client).send(new PutEventsCommand({ Entries: [entry] }));
}

const request = { Source: 'faultline', DetailType: 'Diagnosis Requested', Detail: '{"target":"flask-app"}' };

beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  received = [];
  aws.route('buildFailed', (event: BusEvent, context: InvocationContext) => {
    received.push({ event, context });
    return 'done';
  });
});
afterAll(() => aws.stop());

describe('events go to the functions that serverless.yml names', () => {
  it.each(['FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED', 'SUCCEEDED'] as const)(
    'a build that ends as %s',
    async (status) => {
      const event = getBuildEvent(readScenario('ecr-push-denied'));
      event.detail['build-status'] = status;

      const deliveries = await aws.emit(event);

      expect(deliveries).toMatchObject([{ functionName: 'buildFailed', result: 'done' }]);
      expect(received[0]?.event).toEqual(event);
    },
  );

  it('but not a build that has only begun, nor the event of another service', async () => {
    const begun = getBuildEvent(readScenario('ecr-push-denied'));
    begun.detail['build-status'] = 'IN_PROGRESS';

    expect(await aws.emit(begun)).toEqual([]);
    expect(await aws.emit({ ...begun, source: 'aws.ec2' })).toEqual([]);
  });

  it('a scenario may be emitted as it is', async () => {
    await aws.emit(readScenario('succeeded-build'));

    expect(received[0]?.event.detail).toMatchObject({ 'build-status': 'SUCCEEDED' });
  });

  it('a request that Faultline puts on the bus itself', async () => {
    const answer = await put(request);
    await aws.settled();

    expect(answer).toMatchObject({ FailedEntryCount: 0 });
    expect(received[0]?.event).toMatchObject({
      source: 'faultline',
      detail: { target: 'flask-app' },
      region: 'eu-central-1',
    });
  });

  it('with the context of a Lambda invocation', async () => {
    await aws.emit(readScenario('succeeded-build'));

    expect(received[0]?.context).toMatchObject({ functionName: 'buildFailed' });
    expect(received[0]?.context.getRemainingTimeInMillis()).toBeGreaterThan(0);
  });
});

describe('an entry that EventBridge refuses', () => {
  it.each([
    ['without a detail type', { ...request, DetailType: undefined }, 'InvalidArgument'],
    ['whose detail is no JSON', { ...request, Detail: '{' }, 'MalformedDetail'],
    ['in the name of AWS', { ...request, Source: 'aws.codebuild' }, 'NotAuthorizedForSourceException'],
  ])('%s', async (_, entry, code) => {
    const answer = await put(entry);

    expect(answer).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: code }] });
  });

  it('is larger than 256 KB', async () => {
    const Detail = JSON.stringify({ text: 'x'.repeat(262_144) });

    await expect(put({ ...request, Detail })).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a function that fails', () => {
  it('is told with its error, and gets the event again from the queue', async () => {
    const events: unknown[] = [];
    aws.route('buildFailed', (event: unknown) => {
      events.push(event);
      if (events.length < 2) throw new Error('Slack is down');
    });
    const sent = getBuildEvent(readScenario('ecr-push-denied'));

    const [first] = await aws.emit(sent);
    const [again] = await aws.redeliver();

    expect(first?.error).toMatchObject({ message: 'Slack is down' });
    expect(again?.error).toBeUndefined();
    const { Records } = events[1] as { Records: { eventSource: string; body: string }[] };
    expect(Records[0]?.eventSource).toBe('aws:sqs');
    expect(JSON.parse(Records[0]?.body ?? '')).toMatchObject({ requestPayload: sent });
    expect(await aws.redeliver()).toEqual([]);
  });

  it('stays in the queue while it names the message among its failures', async () => {
    aws.route('buildFailed', (event: { Records?: { messageId: string }[] }) => {
      if (!event.Records) throw new Error('Slack is down');
      return { batchItemFailures: event.Records.map((record) => ({ itemIdentifier: record.messageId })) };
    });
    await aws.emit(readScenario('ecr-push-denied'));

    expect(await aws.redeliver()).toHaveLength(1);
    expect(await aws.redeliver()).toHaveLength(1);
    aws.route('buildFailed', () => undefined);
    expect(await aws.redeliver()).toHaveLength(1);
    expect(await aws.redeliver()).toHaveLength(0);
  });
});
