import { randomUUID } from 'node:crypto';
import { matchesPattern } from './event-pattern.ts';
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
  event: BusEvent;
  result?: unknown;
  error?: unknown;
}

export interface EventBus {
  /** Takes an event and hands it on; what the functions answer is in the deliveries. */
  publish(event: BusEvent): void;
  route(functionName: string, handler: FunctionHandler): void;
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

/** A bus with the rules of the deployment. An event goes to a function once for each rule that it matches. */
export function createEventBus(rules: readonly Rule[], region: string, account: string): EventBus {
  const handlers = new Map<string, FunctionHandler>();
  const pending = new Set<Promise<void>>();
  const bus: EventBus = {
    deliveries: [],
    seen: [],
    publish(event) {
      bus.seen.push(event);
      for (const { functionName, pattern } of rules) {
        const handler = handlers.get(functionName);
        if (!handler || !matchesPattern(pattern, event)) continue;
        const delivery = deliver(functionName, handler, event).finally(() => pending.delete(delivery));
        pending.add(delivery);
      }
    },
    route(functionName, handler) {
      handlers.set(functionName, handler);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };

  async function deliver(functionName: string, handler: FunctionHandler, event: BusEvent): Promise<void> {
    const context = getContext(functionName, region, account);
    const delivery: Delivery = { functionName, event };
    // A copy, as every invocation gets its own; never in the publisher's turn.
    await Promise.resolve();
    try {
      delivery.result = await (handler as (event: unknown, context: unknown) => unknown)(
        structuredClone(event),
        context,
      );
    } catch (error) {
      delivery.error = error;
    }
    bus.deliveries.push(delivery);
  }
  return bus;
}
