import { randomUUID } from 'node:crypto';
import { matchesPattern } from './event-pattern.ts';
import { handOver, isFailedBatch, toRecord } from './retry-queue.ts';
import type { Rule } from './serverless-file.ts';

/** An event as EventBridge hands it to its targets. */
export interface BusEvent {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

/** What of Lambda's context the handlers may use. */
export interface InvocationContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  awsRequestId: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

export type FunctionHandler = (event: never, context: never) => unknown;

/** One event given to one function, and how that went. */
export interface Delivery {
  functionName: string;
  /** The event, or the queue's message that holds it. */
  event: unknown;
  result?: unknown;
  error?: unknown;
}

export interface EventBus {
  /** Takes an event and hands it on; what the functions answer is in the deliveries. */
  publish(event: BusEvent): void;
  route(functionName: string, handler: FunctionHandler): void;
  /** Puts a record into the retry queue, as Faultline itself does. */
  enqueue(record: string, delaySeconds: number): void;
  /** Calls a function as Lambda's own API does, and waits for it. */
  invoke(functionName: string, event: unknown): Promise<Delivery>;
  /**
   * Gives each failed delivery to its function again, the way serverless.yml has it: Lambda's failure destination
   * puts the event on the queue, and the queue hands it over as an SQS message. What fails again stays. What was put
   * there with a delay comes too: it is always late enough.
   */
  redeliver(): Promise<Delivery[]>;
  /** Resolves when no delivery is under way any more, also those that deliveries caused. */
  settled(): Promise<void>;
  deliveries: Delivery[];
  /** Every event that came over the bus. */
  seen: BusEvent[];
}

/** Lambda's context for one invocation. */
export function getContext(functionName: string, region: string, account: string): InvocationContext {
  const end = Date.now() + 60_000;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    awsRequestId: randomUUID(),
    memoryLimitInMB: '512',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'sandbox',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}

/** The one function that serverless.yml gives the queue's records to. */
const QUEUE_READER = 'buildFailed';

/** A bus with the rules of the deployment. An event goes to a function once for each rule that it matches. */
export function createEventBus(rules: readonly Rule[], region: string, account: string): EventBus {
  const handlers = new Map<string, FunctionHandler>();
  const pending = new Set<Promise<unknown>>();
  let queue: { functionName: string; record: string }[] = [];
  const bus: EventBus = {
    deliveries: [],
    seen: [],
    publish(event) {
      bus.seen.push(event);
      for (const { functionName, pattern } of rules) {
        if (!handlers.has(functionName) || !matchesPattern(pattern, event)) continue;
        const delivery = deliver(functionName, event).then((done) => {
          if (done.error !== undefined)
            queue.push({ functionName, record: toRecord({ functionName, event, error: done.error }) });
          pending.delete(delivery);
        });
        pending.add(delivery);
      }
    },
    invoke: (functionName, event) => deliver(functionName, event),
    route(functionName, handler) {
      handlers.set(functionName, handler);
    },
    enqueue: (record) => queue.push({ functionName: QUEUE_READER, record }),
    async redeliver() {
      const queued = queue;
      queue = [];
      const done = await Promise.all(
        queued.map(({ functionName, record }) => deliver(functionName, handOver(record, region, account))),
      );
      queue.push(...queued.filter((_, i) => isFailedBatch(done[i])));
      await bus.settled();
      return done;
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };

  async function deliver(functionName: string, event: unknown): Promise<Delivery> {
    const delivery = await invoke(
      functionName,
      handlers.get(functionName),
      event,
      getContext(functionName, region, account),
    );
    bus.deliveries.push(delivery);
    return delivery;
  }
  return bus;
}

async function invoke(
  functionName: string,
  handler: FunctionHandler | undefined,
  event: unknown,
  context: InvocationContext,
): Promise<Delivery> {
  // Never in the publisher's turn; and a copy, as every invocation gets its own.
  await Promise.resolve();
  try {
    const run = handler as ((event: unknown, context: unknown) => unknown) | undefined;
    return { functionName, event, result: await run?.(structuredClone(event), context) };
  } catch (error) {
    return { functionName, event, error };
  }
}
