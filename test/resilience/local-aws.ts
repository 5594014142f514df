import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Account, emptyAccount } from '../sandbox/aws/account.ts';
import { type Desk as AwsDesk, answer } from '../sandbox/aws/answer.ts';
import type { Call } from '../sandbox/aws/call.ts';
import { createEventBus } from '../sandbox/aws/event-bus.ts';
import { createFaults, type Faults } from '../sandbox/aws/faults.ts';
import { loadScenario } from '../sandbox/aws/load.ts';
import { findScope } from '../sandbox/aws/request.ts';
import { ACCOUNT, REGION, type Scenario } from '../sandbox/aws/scenario.ts';
import { pass } from './gate.ts';
import { createLightTable, type LightTable } from './light-table.ts';

/** The local AWS without a socket between, and with a table that is a map. */
export interface AwsHere {
  account: Account;
  table: LightTable;
  faults: Faults;
  /** Every call that reached it, as `service:Operation`. */
  calls: Map<string, number>;
  /** What was put into the retry queue, instead of keeping it. */
  onQueued: (record: string, delaySeconds: number) => void;
  load(scenario: Scenario): void;
  handle(request: SentRequest): Promise<{ response: object }>;
}

/** What of an SDK's request is read. */
interface SentRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[]>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** Takes the clock, and what a call has to wait for first. */
export function openAws(now: () => Date, wait: () => Promise<void> = () => Promise.resolve()): AwsHere {
  const account = emptyAccount(ACCOUNT, REGION);
  const table = createLightTable();
  const { faults, apply } = createFaults();
  const events = createEventBus([], REGION, ACCOUNT);
  const world = {
    account,
    others: new Map(),
    region: REGION,
    events: { ...events, enqueue: (record: string, delay: number) => aws.onQueued(record, delay) },
    now,
  };
  const unused = () => Promise.reject(new Error('The table is made already.'));
  const forward: AwsDesk['database']['forward'] = async ({ headers, body }) => {
    const operation = headers['x-amz-target']?.split('.').at(-1) ?? '';
    const answered = table.answer(operation, body.toString());
    return { ...answered, headers: { 'content-type': 'application/x-amz-json-1.0' } };
  };
  const database = { forward, createTable: unused, stop: unused };
  const calls = new Map<string, number>();
  const desk: AwsDesk = { world, database, apply, calls: [], policy: undefined };
  const aws: AwsHere = {
    onQueued: () => {
      throw new Error('Nobody takes what is put into the queue.');
    },
    account,
    table,
    faults,
    calls,
    load: (scenario) => loadScenario(account, scenario, true),
    async handle(request) {
      const incoming = toIncoming(request);
      const name = getName(incoming);
      return pass(name, async () => {
        await wait();
        desk.calls.length = 0;
        calls.set(name, (calls.get(name) ?? 0) + 1);
        const { status, headers, body } = await answer(desk, incoming);
        return { response: { statusCode: status, headers, body: Buffer.from(body) } };
      });
    },
  };
  return aws;
}

function toIncoming({ method, path, query = {}, headers, body = '' }: SentRequest) {
  const url = new URL(path, 'http://aws.local');
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value));
  const lower = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
  return { method, url, headers: lower, body: toBuffer(body) };
}

/** The SDK's own kind of bytes warns where it is taken for text, as Buffer.from does. */
function toBuffer(body: string | Uint8Array): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function getName(incoming: ReturnType<typeof toIncoming>): string {
  const operation = incoming.headers['x-amz-target']?.split('.').at(-1);
  const form = /Action=(\w+)/.exec(incoming.body.subarray(0, 200).toString())?.[1];
  return `${findScope(incoming)?.service}:${operation ?? form ?? incoming.method}`;
}

/** Sends what any client of the SDK sends to `current` instead of over a socket. Returns how to end that. */
export function reroute(current: () => AwsHere): () => void {
  // Clients come with packages of their own; each has the class that sends in its own copy, or the same one.
  const prototypes = new Set(
    [new DynamoDBClient({ region: REGION }), new CodeBuildClient({ region: REGION })].map((client) =>
      Object.getPrototypeOf(client.config.requestHandler),
    ),
  );
  const before = [...prototypes].map((prototype) => [prototype, prototype.handle] as const);
  for (const prototype of prototypes) prototype.handle = (request: SentRequest) => current().handle(request);
  return () => {
    for (const [prototype, handle] of before) prototype.handle = handle;
  };
}

export type { Call };
