import './environment.ts';
import { createHandler } from '../../handlers/build-failed.ts';
import { openDesk } from '../../handlers/desk.ts';
import { type BusEvent, getBuildEvent, readScenario } from '../sandbox/aws/index.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { createLambda, type Lambda, type Settings } from './lambda.ts';
import { type AwsHere, openAws } from './local-aws.ts';
import { openSlack, type SlackHere } from './local-slack.ts';
import { startVirtualTime, type VirtualTime } from './virtual-time.ts';
import { enter, openWorld } from './world.ts';

/** Many failures within a minute. */
export interface Flood {
  name: string;
  projects: number;
  buildsEach: number;
  /** Scenarios; a project has one of them. */
  causes: readonly string[];
  /** Within so many milliseconds. */
  within: number;
  /** How often each event comes, at the same moment. */
  times?: number;
  /** How long Slack is away from the start, in milliseconds. */
  slackAway?: number;
}

/** What AWS and Slack take in the meantime. */
export interface Limits {
  logReadsPerSecond: number;
  awsLatency: number;
  slackLatency: number;
  /** A call takes up to twice its latency, by chance; the same seed gives the same chances. */
  seed?: number;
}

export const LIMITS: Limits = { logReadsPerSecond: 10, awsLatency: 20, slackLatency: 150 };

export interface Flooded {
  flood: Flood;
  aws: AwsHere;
  slack: SlackHere;
  lambda: Lambda;
  /** Milliseconds from each event until a worker had told it. */
  waits: number[];
  /** From the first event to the last that was told. */
  took: number;
  throttledReads: number;
}

const START = Date.parse('2026-11-18T10:00:00Z');

/** Lets a flood come over the real code, and runs until the last failure is told or given up. */
export async function flood(wanted: Flood, settings: Settings, limits: Limits = LIMITS): Promise<Flooded> {
  await warmUp(wanted);
  const time = startVirtualTime(START);
  const chance = createChance(limits.seed);
  let isOver = false;
  const wait = async (milliseconds: number) => (isOver ? undefined : time.sleep(milliseconds));
  try {
    const aws = openAws(
      () => new Date(time.now()),
      () => wait(limits.awsLatency * chance()),
    );
    const slack = openSlack(time.now, () => wait(limits.slackLatency * chance()));
    slack.faults.rateLimit(true);
    if (wanted.slackAway) {
      slack.faults.down();
      void time.sleep(wanted.slackAway).then(() => slack.faults.up());
    }
    const throttled = limitReads(aws, time, limits.logReadsPerSecond);
    enter({ aws, slack });
    const lambda = createLambda(time, settings, () => startContainer(time));
    aws.onQueued = lambda.enqueue;
    const events = arrange(wanted, aws);
    const { times = 1 } = wanted;
    for (const { event, at } of events)
      for (let sent = 0; sent < times; sent++) void time.sleep(at).then(() => lambda.send(event));
    await time.runUntil(() => lambda.done >= events.length * times);
    const waits = events.map(({ event, at }) => (lambda.told.get(event.id) ?? Number.NaN) - START - at);
    const took = Math.max(...[...lambda.told.values()]) - START;
    return { flood: wanted, aws, slack, lambda, waits, took, throttledReads: throttled() };
  } finally {
    isOver = true;
    time.restore();
  }
}

/** Factors around one. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function createChance(seed: number | undefined): () => number {
  if (seed === undefined) return () => 1;
  let state = seed;
  return () => {
    state = (state * 48_271) % 0x7fffffff;
    return (2 * state) / 0x7fffffff;
  };
}

/** What is loaded when it is first needed takes real time, which the virtual clock does not wait for. */
async function warmUp({ causes }: Flood): Promise<void> {
  const world = openWorld();
  for (const [index, scenario] of causes.entries())
    await world.work(world.arrange({ scenario, project: `warm-${index}`, number: 1, minute: 0 }));
}

/** A process that lives on from event to event, as a container of Lambda does. */
function startContainer(time: VirtualTime) {
  const now = () => new Date(time.now());
  // With clients of its own: they slow down when they are throttled.
  const open = openDesk().then((desk) => ({ ...desk, pause: time.sleep, now }));
  const getRequestDesk = () => Promise.reject(new Error('Nobody asks in a flood.'));
  return createHandler({ getDesk: () => open, getRequestDesk });
}

function arrange(
  { projects, buildsEach, causes, within }: Flood,
  aws: AwsHere,
): { event: BusEvent; at: number }[] {
  const total = projects * buildsEach;
  return Array.from({ length: total }, (_, index) => {
    const project = `app-${String(index % projects).padStart(3, '0')}`;
    const scenario = causes[(index % projects) % causes.length] ?? '';
    const number = 1 + Math.floor(index / projects);
    const at = Math.floor((index * within) / total);
    // It ended just when the event is sent.
    const startedAt = new Date(START + at - 180_000);
    const build = readScenario(scenario, { project, number, startedAt });
    aws.load(build);
    return { event: getBuildEvent(build), at };
  });
}

/** GetLogEvents is limited by the account and region. Returns how often it was throttled. */
function limitReads(aws: AwsHere, time: VirtualTime, perSecond: number): () => number {
  let second = 0;
  let taken = 0;
  let throttled = 0;
  aws.faults.fail(
    ({ operation }) => {
      if (operation !== 'GetLogEvents') return false;
      const now = Math.floor(time.now() / 1000);
      if (now !== second) [second, taken] = [now, 0];
      taken += 1;
      if (taken <= perSecond) return false;
      throttled += 1;
      return true;
    },
    { code: 'ThrottlingException' },
  );
  return () => throttled;
}

/** Messages at the top of the channel, and lines below them. */
export function countMessages({ slack }: Flooded): { messages: number; lines: number; updates: number } {
  const here = slack.state.messages.filter(({ channel }) => channel === BUILDS);
  const lines = here.filter(({ threadTs }) => threadTs !== undefined).length;
  const updates = here.reduce((sum, { edits }) => sum + edits.length, 0);
  return { messages: here.length - lines, lines, updates };
}
