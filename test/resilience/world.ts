import './environment.ts';
import type { Context } from 'aws-lambda';
import { createHandler, type Openings } from '../../handlers/build-failed.ts';
import { openDesk } from '../../handlers/desk.ts';
import { createTagReader } from '../../src/build/read-tags.ts';
import type { Desk, RequestDesk } from '../../src/desk.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { type BusEvent, getBuildEvent, getContext, REGION, readScenario } from '../sandbox/aws/index.ts';
import { handOver, isFailedBatch, toQueueEvent } from '../sandbox/aws/retry-queue.ts';
import { ACCOUNT, type Scenario } from '../sandbox/aws/scenario.ts';
import { BOT_TOKEN } from '../sandbox/slack/index.ts';
import { SLACK_URL } from './environment.ts';
import { createWorker, type Kill, runAs, type Worker } from './gate.ts';
import { type AwsHere, openAws, reroute } from './local-aws.ts';
import { openSlack, type SlackHere } from './local-slack.ts';

/** One AWS and one Slack in this process, the clock that both go by, and workers that come and die. */
export interface World {
  aws: AwsHere;
  slack: SlackHere;
  clock: { now: number };
  /** Puts a build into the account and returns the event of its end. */
  arrange(run: Run): BusEvent;
  /** A new process takes one event, and may be killed. */
  work(event: object, kill?: Kill | undefined): Promise<{ worker: Worker; result: unknown; isDone: boolean }>;
  /** What Lambda and then the queue do until a worker has told it. Returns how often that took a worker. */
  retry(event: BusEvent): Promise<number>;
  /** Hands out what workers put into the queue, until it is empty. */
  drain(): Promise<void>;
}

/** A build, by the scenario that it ends like. */
export interface Run {
  scenario: string;
  project: string;
  number: number;
  /** Of the story: when it started. */
  minute: number;
}

/** When the stories begin. */
export const START = Date.parse('2026-11-18T10:00:00Z');
/** As Lambda waits between its attempts, and then the queue. */
const WAITS = [60_000, 120_000, ...Array.from({ length: 8 }, () => 900_000)];

/** Of the queue, in milliseconds. */
const VISIBILITY = 900_000;

let current: Pick<World, 'aws' | 'slack'> | undefined;

/** Points what this process sends at the world that is open. Called once; returns how to end that. */
export function enterWorlds(): () => void {
  const realFetch = globalThis.fetch;
  const leave = reroute(() => getWorld().aws);
  globalThis.fetch = async (input, init) =>
    String(input).startsWith(SLACK_URL) ? getWorld().slack.fetch(input, init) : notFound();
  return () => {
    leave();
    globalThis.fetch = realFetch;
  };
}

/** What GitHub says of a repository that it does not show. Asked over the network, it would take time that no clock here knows. */
function notFound(): Response {
  return Response.json({ message: 'Not Found', status: '404' }, { status: 404 });
}

/** Makes an AWS and a Slack the ones that this process reaches. */
export function enter(place: Pick<World, 'aws' | 'slack'>): void {
  current = place;
}

function getWorld(): Pick<World, 'aws' | 'slack'> {
  if (!current) throw new Error('No world is open.');
  return current;
}

/** A world in which nothing has happened yet. The one before it is gone. */
export function openWorld(): World {
  const clock = { now: START };
  const aws = openAws(() => new Date(clock.now));
  const slack = openSlack(() => clock.now);
  const queued: { record: string; at: number }[] = [];
  aws.onQueued = (record, delay) => void queued.push({ record, at: clock.now + 1000 * delay });
  const world: World = {
    aws,
    slack,
    clock,
    arrange(run) {
      const scenario = read(run);
      aws.load(scenario);
      return getBuildEvent(scenario);
    },
    async work(event, kill) {
      const worker = createWorker(kill);
      const handler = createHandler(openProcess(clock));
      const context = getContext('buildFailed', REGION, ACCOUNT) as unknown as Context;
      const result = await runAs(worker, () => handler(structuredClone(event), context)).catch(
        (error: Error) => error,
      );
      const isDone =
        result !== 'killed' &&
        !(result instanceof Error) &&
        !isFailedBatch({ functionName: '', event, result });
      return { worker, result, isDone };
    },
    async retry(event) {
      for (const [tries, wait] of WAITS.entries()) {
        clock.now += wait;
        const isQueued = tries >= 2;
        const sent = isQueued
          ? toQueueEvent({ functionName: 'buildFailed', event, error: undefined })
          : event;
        if ((await world.work(sent)).isDone) return tries + 1;
      }
      throw new Error('The event was never told.');
    },
    async drain() {
      for (let next = queued.shift(); next; next = queued.shift()) {
        clock.now = Math.max(clock.now, next.at);
        const { isDone } = await world.work(handOver(next.record, REGION, ACCOUNT));
        if (!isDone) queued.push({ ...next, at: clock.now + VISIBILITY });
      }
    },
  };
  enter(world);
  return world;
}

let settings: Promise<Desk> | undefined;

/**
 * What a new process starts with: nothing but the settings. Its clock is the world's, and waiting moves it on. The clients
 * of AWS keep nothing of what they were asked; opening them for each process would take most of the time.
 */
function openProcess(clock: { now: number }): Openings {
  const now = () => new Date(clock.now);
  const pause = async (milliseconds: number) => {
    clock.now += milliseconds;
  };
  settings ??= openDesk();
  const open = settings.then((desk) => ({
    ...desk,
    slack: createSlackClient({ token: BOT_TOKEN, apiUrl: `${SLACK_URL}/api/` }),
    logTurns: new Map(),
    storms: new Map(),
    readTags: createTagReader(now),
    ...{ pause, now },
  }));
  const getRequestDesk = async (): Promise<RequestDesk> => ({
    ...(await open),
    region: REGION,
    apiUrl: `${SLACK_URL}/api/`,
  });
  return { getDesk: () => open, getRequestDesk };
}

const scenarios = new Map<string, Scenario>();

function read({ scenario, project, number, minute }: Run): Scenario {
  const key = JSON.stringify([scenario, project, number, minute]);
  const known = scenarios.get(key);
  const startedAt = new Date(START + minute * 60_000);
  const found = known ?? readScenario(scenario, { project, number, startedAt });
  scenarios.set(key, found);
  return found;
}
