import { readFileSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import { parse } from 'yaml';
import { z } from 'zod';
import type { BusEvent } from '../sandbox/aws/index.ts';
import { handOver, isFailedBatch, toRecord } from '../sandbox/aws/retry-queue.ts';
import type { VirtualTime } from './virtual-time.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** As serverless.yml sets them; times in milliseconds. */
export interface Settings {
  timeout: number;
  /** Workers at a time; what Lambda gives an account where nothing is reserved. */
  concurrency: number;
  retries: number;
  maxAge: number;
  /** Workers at a time for the queue. */
  queueConcurrency: number;
  visibility: number;
  maxReceives: number;
  memoryGigabytes: number;
}

const TAGS = [
  '!Ref',
  '!Sub',
  '!GetAtt',
  '!If',
  '!Not',
  '!Equals',
  '!Or',
  '!And',
  '!Join',
  '!Select',
  '!Split',
];
const number = z.coerce.number();
const file = z.looseObject({
  provider: z.looseObject({ timeout: number.optional(), memorySize: number.optional() }),
  functions: z.looseObject({
    buildFailed: z.looseObject({
      timeout: number.optional(),
      memorySize: number.optional(),
      maximumRetryAttempts: number,
      maximumEventAge: number,
      events: z.array(
        z.looseObject({ sqs: z.looseObject({ maximumConcurrency: number.optional() }).optional() }),
      ),
    }),
  }),
  resources: z.looseObject({
    Resources: z.looseObject({
      RetryQueue: z.looseObject({
        Properties: z.looseObject({
          VisibilityTimeout: number,
          RedrivePolicy: z.looseObject({ maxReceiveCount: number }),
        }),
      }),
    }),
  }),
});

/** What Lambda gives an account at first. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ACCOUNT_CONCURRENCY = 1000;

export function readSettings(): Settings {
  const customTags = TAGS.flatMap((tag) => [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'seq' as const, resolve: () => tag },
    { tag, collection: 'map' as const, resolve: () => tag },
  ]);
  const text = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
  const { provider, functions, resources } = file.parse(parse(text, { customTags }));
  const { buildFailed } = functions;
  const { VisibilityTimeout, RedrivePolicy } = resources.Resources.RetryQueue.Properties;
  const queue = buildFailed.events.find(({ sqs }) => sqs)?.sqs;
  return {
    timeout: 1000 * (buildFailed.timeout ?? provider.timeout ?? 60),
    concurrency: ACCOUNT_CONCURRENCY,
    retries: buildFailed.maximumRetryAttempts,
    maxAge: 1000 * buildFailed.maximumEventAge,
    queueConcurrency: queue?.maximumConcurrency ?? ACCOUNT_CONCURRENCY,
    visibility: 1000 * VisibilityTimeout,
    maxReceives: RedrivePolicy.maxReceiveCount,
    memoryGigabytes: (buildFailed.memorySize ?? provider.memorySize ?? 512) / 1024,
  };
}

/** EventBridge, Lambda and the queue, by a clock of their own. */
export interface Lambda {
  send(event: BusEvent): void;
  /** Takes what a worker puts into the queue, to be handed out after a delay. */
  enqueue(record: string, delaySeconds: number): void;
  invocations: number;
  /** Of all invocations, in milliseconds. */
  busy: number;
  /** Messages that the queue handed out. */
  received: number;
  /** Events that a worker put into the queue. */
  putOff: number;
  /** When each event was told, by its id. */
  told: Map<string, number>;
  /** Events that were told or given up, repeats of one by themselves. */
  done: number;
  dead: BusEvent[];
  /** Errors by their name. */
  errors: Map<string, number>;
  /** Containers that were started. */
  started: number;
}

interface Queued {
  record: string;
  event: BusEvent;
  receives: number;
}

const fromWorker = z.looseObject({ requestPayload: z.custom<BusEvent>() });

export function createLambda(time: VirtualTime, settings: Settings, startContainer: () => Handler): Lambda {
  const idle: Handler[] = [];
  let running = 0;
  let polling = 0;
  const visible: Queued[] = [];
  // By event: a worker that put it off ends well, and has not told it.
  const putOff = new Map<string, number>();
  const lambda: Lambda = {
    ...{ invocations: 0, busy: 0, received: 0, putOff: 0, started: 0, done: 0 },
    ...{ told: new Map(), dead: [], errors: new Map() },
    send: (event) => void attempt(event, 0, time.now(), 1000),
    enqueue(record, delaySeconds) {
      const { requestPayload: event } = fromWorker.parse(JSON.parse(record));
      putOff.set(event.id, (putOff.get(event.id) ?? 0) + 1);
      lambda.putOff += 1;
      void hide({ record, event, receives: 0 }, time.now() + delaySeconds * 1000);
    },
  };

  async function invoke(event: object): Promise<boolean> {
    running += 1;
    const handler = idle.pop() ?? startOne();
    const began = time.now();
    const end = began + settings.timeout;
    lambda.invocations += 1;
    const late = time.sleep(settings.timeout).then(() => new Error('Task timed out'));
    const context = { getRemainingTimeInMillis: () => end - time.now(), functionName: 'buildFailed' };
    const result = await Promise.race([handler(structuredClone(event), context as Context), late]).catch(
      (error: Error) => error,
    );
    lambda.busy += time.now() - began;
    running -= 1;
    const failed = result instanceof Error ? result : undefined;
    if (!failed) idle.push(handler);
    const isFailed = failed !== undefined || isFailedBatch({ functionName: '', event, result });
    if (isFailed) count(failed?.name === 'Error' ? failed.message : (failed?.name ?? 'in the queue'));
    return !isFailed;
  }

  function startOne(): Handler {
    lambda.started += 1;
    return startContainer();
  }

  function count(name: string): void {
    lambda.errors.set(name, (lambda.errors.get(name) ?? 0) + 1);
  }

  /** "from 1 second after the first attempt to a maximum of 5 minutes" while there is no room; a minute and two after errors. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
  async function attempt(event: BusEvent, tries: number, sent: number, backoff: number): Promise<void> {
    if (time.now() - sent > settings.maxAge) return keep(event);
    if (running >= settings.concurrency) {
      await time.sleep(backoff * (0.5 + Math.random() / 2));
      return attempt(event, tries, sent, Math.min(2 * backoff, 300_000));
    }
    if (await invoke(event)) return tell(event);
    if (tries >= settings.retries) return keep(event);
    await time.sleep(60_000 * (tries + 1));
    return attempt(event, tries + 1, sent, 1000);
  }

  /** As the failure destination does. */
  function keep(event: BusEvent): void {
    const record = toRecord({ functionName: 'buildFailed', event, error: undefined });
    enqueue({ record, event, receives: 0 });
  }

  function enqueue(queued: Queued): void {
    if (queued.receives >= settings.maxReceives) {
      lambda.done += 1;
      return void lambda.dead.push(queued.event);
    }
    visible.push(queued);
    void poll();
  }

  async function poll(): Promise<void> {
    if (polling >= settings.queueConcurrency || running >= settings.concurrency) return;
    const next = visible.shift();
    if (!next) return;
    polling += 1;
    lambda.received += 1;
    const received = time.now();
    const { record, event } = next;
    const isDone = await invoke(handOver(record, event.region, event.account));
    polling -= 1;
    if (isDone) tell(event);
    else void hide({ ...next, receives: next.receives + 1 }, received + settings.visibility);
    void poll();
  }

  async function hide(queued: Queued, until: number): Promise<void> {
    await time.sleep(until - time.now());
    enqueue(queued);
  }

  function tell({ id }: BusEvent): void {
    const later = putOff.get(id) ?? 0;
    if (later > 0) return void putOff.set(id, later - 1);
    lambda.done += 1;
    if (!lambda.told.has(id)) lambda.told.set(id, time.now());
  }
  return lambda;
}
