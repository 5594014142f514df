import { type Bucket, createBucket } from './bucket.ts';
import { COSTS, type Kind } from './calls.ts';
import { createRandom, DAY, type Ended, makeDay, type Organisation } from './day.ts';
import { createHeap } from './heap.ts';
import { QUOTAS } from './quotas.ts';

export interface Setting extends Organisation {
  name: string;
  /** `GetLogEvents` a second in each account. */
  logReadsPerSecond: number;
  /** Faultlines, each with a Slack app of its own and its share of the accounts. */
  apps: number;
}

export interface Outcome {
  failures: number;
  events: Record<Kind, number>;
  /** Seconds from the end of a build to the message of a new incident. */
  delay: Delay;
  /** The same until a repeated failure is counted in its message. */
  counted: Delay;
  /** Attempts that gave up for want of a token and were tried again, by what they lacked. */
  turnedAway: Record<'logs' | 'post' | 'update', number>;
  /** Failures whose first attempt did not get through. */
  late: number;
  /** Messages that stand at the end of the day, and changes of them. */
  posts: number;
  updates: number;
  mostAtWork: number;
  invocations: number;
  gigabyteSeconds: number;
  /** Of each minute: failures that ended, and those whose message did not stand yet at its end. */
  minutes: { arrived: number; waiting: number }[];
}

/** Half of them, 95 of 100, 99 of 100, all. */
export interface Delay {
  median: number;
  p95: number;
  p99: number;
  longest: number;
}

/** Seconds: what an attempt waits for a token before it gives up, as the code has it. */
const PATIENCE = { logs: 0.3, post: 20, update: 20 };
/** What gave up is put off (src/tell-in-turn.ts): for Slack a share of its age, in these bounds of seconds; for a log until its turn, so many a second and account. */
const SLACK_PAUSE = { share: 1 / 4, least: 60, most: 900 };
const TURNS = { perSecond: 8, burst: 1 };
const FIRST_TURN = 1;
/** Of the queue so many are tried at a time. */
const QUEUE_AT_ONCE = 10;
/** Seconds at work without waiting: reading, checking, posting; for a green build one read and one write. Assumed. */
const WORK = { reading: 0.6, posting: 0.6, green: 0.08 };
const MEMORY_GB = 0.5;
/** A storm's message is changed at most so often, in seconds (src/tell-storm.ts). */
const STORM_PAUSE = 4;

interface Attempt {
  build: Ended;
  /** How many were before it. */
  number: number;
  stage: 'begin' | 'read' | 'update' | 'post';
  start: number;
}

/** Lets a day of builds go by, by the quotas. The same for the same seed. */
export function simulate(setting: Setting, seed = 1): Outcome {
  const random = createRandom(seed);
  const { ended, green } = makeDay(setting, random);
  const world = createWorld(setting);
  const heap = createHeap<Attempt>();
  for (const build of ended) heap.push(build.at, { build, number: 0, stage: 'begin', start: build.at });
  const tally = createTally();
  for (let item = heap.pop(); item; item = heap.pop()) {
    const { at, value: attempt } = item;
    const step = takeStep(attempt, at, world);
    if ('next' in step) {
      heap.push(step.at, { ...attempt, ...step.next });
      continue;
    }
    finish(attempt, step, tally);
    if (!step.lacks) continue;
    const again = { ...attempt, number: attempt.number + 1, stage: 'begin' as const };
    heap.push(getNextTime(attempt, step, world, random), again);
  }
  return summarize(ended, green, tally);
}

function getNextTime({ build }: Attempt, { at, lacks }: End, world: World, random: () => number): number {
  const turns = world.turns[build.account];
  if (lacks === 'logs' && turns) return turns.take(at + FIRST_TURN);
  const { share, least, most } = SLACK_PAUSE;
  return at + Math.min(Math.max((at - build.at) * share, least), most) * (0.9 + 0.2 * random());
}

/** What comes next of an attempt, and when; or its end. */
type Step = { at: number; next: Partial<Attempt> } | End;
interface End {
  at: number;
  /** What it gave up for. */
  lacks?: 'logs' | 'post' | 'update';
  posts?: number;
  updates?: number;
}

/** One stage of an attempt: gives up where a token would come too late, waits for it else. */
function takeStep({ build, number, stage }: Attempt, at: number, world: World): Step {
  const { logReads, updates, posts } = COSTS[build.kind];
  switch (stage) {
    case 'begin': {
      // All but the first come from the queue.
      const queue = number === 0 ? undefined : pick(world.queues, build);
      const from = queue?.take(at) ?? at;
      return { at: from, next: { stage: 'read', start: from } };
    }
    case 'read': {
      const logs = world.logs[build.account];
      if (logReads === 0 || !logs) return { at: at + WORK.reading, next: { stage: 'update' } };
      if (logs.peek(at) - at > PATIENCE.logs) return { at: at + PATIENCE.logs, lacks: 'logs' };
      return { at: logs.take(at) + WORK.reading, next: { stage: 'update' } };
    }
    case 'update':
      if (build.storm !== undefined) return tellStorm(build, at, world);
      return updates === 0 ? { at, next: { stage: 'post' } } : update(build, at, world);
    case 'post': {
      const channel = world.channels[build.channel];
      if (!channel || posts === 0) return { at: at + WORK.posting, updates };
      if (channel.peek(at) - at > PATIENCE.post) return { at: at + PATIENCE.post, lacks: 'post' };
      return { at: channel.take(at) + WORK.posting, posts, updates };
    }
  }
}

interface Tally {
  told: { build: Ended; at: number }[];
  work: { at: number; change: number }[];
  turnedAway: Outcome['turnedAway'];
  late: number;
  posts: number;
  updates: number;
  seconds: number;
}

function createTally(): Tally {
  const turnedAway = { logs: 0, post: 0, update: 0 };
  return { told: [], work: [], turnedAway, late: 0, posts: 0, updates: 0, seconds: 0 };
}

function finish(
  { build, number, start }: Attempt,
  { at, lacks, posts = 0, updates = 0 }: End,
  tally: Tally,
): void {
  tally.seconds += at - start;
  tally.work.push({ at: start, change: 1 }, { at, change: -1 });
  tally.posts += posts;
  tally.updates += updates;
  if (!lacks) return void tally.told.push({ build, at });
  tally.turnedAway[lacks] += 1;
  if (number === 0 && build.kind !== 'recovery') tally.late += 1;
}

function summarize(ended: readonly Ended[], green: number, tally: Tally): Outcome {
  const { told, work, turnedAway, late, posts, updates, seconds } = tally;
  const failed = told.filter(({ build }) => build.kind !== 'recovery');
  const of = (kind: Kind) => count(ended, kind);
  return {
    failures: failed.length,
    events: { new: of('new'), repeat: of('repeat'), recovery: of('recovery'), green },
    delay: getDelays(failed, 'new'),
    counted: getDelays(failed, 'repeat'),
    ...{ turnedAway, late, posts, updates },
    mostAtWork: getMost(work),
    invocations: work.length / 2 + green,
    gigabyteSeconds: MEMORY_GB * (seconds + green * WORK.green),
    minutes: getMinutes(failed),
  };
}

interface World {
  logs: Bucket[];
  /** At the logs of each account, of those that were turned away. */
  turns: Bucket[];
  channels: Bucket[];
  /** Of each app. */
  updates: Bucket[];
  queues: Bucket[];
  /** When each storm's message was last written; by storm and channel. */
  storms: Map<string, number>;
}

function createWorld({ accounts, channels, apps, logReadsPerSecond }: Setting): World {
  const logs = { perSecond: logReadsPerSecond, burst: logReadsPerSecond };
  const queue = { perSecond: QUEUE_AT_ONCE / (WORK.reading + WORK.posting), burst: QUEUE_AT_ONCE };
  return {
    logs: Array.from({ length: accounts }, () => createBucket(logs)),
    turns: Array.from({ length: accounts }, () => createBucket(TURNS)),
    channels: Array.from({ length: channels }, () => createBucket(QUOTAS.post)),
    updates: Array.from({ length: apps }, () => createBucket(QUOTAS.update)),
    queues: Array.from({ length: apps }, () => createBucket(queue)),
    storms: new Map(),
  };
}

function update(build: Ended, at: number, world: World): Step {
  const bucket = pick(world.updates, build);
  if (!bucket) return { at, next: { stage: 'post' } };
  if (bucket.peek(at) - at > PATIENCE.update) return { at: at + PATIENCE.update, lacks: 'update' };
  return { at: bucket.take(at), next: { stage: 'post' } };
}

/** The one of a build's Faultline. */
function pick(buckets: readonly Bucket[], { account }: Ended): Bucket | undefined {
  return buckets[account % buckets.length];
}

/** Who writes the storm's message shows all that have come: the others only join. */
function tellStorm(build: Ended, at: number, world: World): End {
  const { storm, channel } = build;
  const key = `${storm} ${channel}`;
  const last = world.storms.get(key);
  const done = at + WORK.posting;
  if (last !== undefined && at - last < STORM_PAUSE) return { at: done };
  if (last === undefined) {
    const granted = world.channels[channel]?.take(at) ?? at;
    world.storms.set(key, granted);
    return { at: granted + WORK.posting, posts: 1 };
  }
  // An update that comes too late is left to who joins next.
  const updates = pick(world.updates, build);
  if (!updates || updates.peek(at) - at > PATIENCE.update) return { at: done };
  const granted = updates.take(at);
  world.storms.set(key, granted);
  return { at: granted + WORK.posting, updates: 1 };
}

function count(ended: readonly Ended[], kind: Kind): number {
  return ended.reduce((all, build) => all + (build.kind === kind ? 1 : 0), 0);
}

function getDelays(failed: Tally['told'], kind: Kind): Delay {
  const ofKind = failed.filter(({ build }) => build.kind === kind);
  const sorted = Float64Array.from(ofKind, ({ build, at }) => at - build.at).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), longest: sorted.at(-1) ?? 0 };
}

/** How many were at work at once, at the most. */
function getMost(work: Tally['work']): number {
  let [now, most] = [0, 0];
  for (const { change } of work.sort((a, b) => a.at - b.at || a.change - b.change)) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

function getMinutes(failed: Tally['told']): Outcome['minutes'] {
  const length = DAY / 60;
  const arrived = new Float64Array(length + 1);
  const change = new Float64Array(length + 1);
  const add = (counts: Float64Array, minute: number, by: number) => {
    const at = Math.min(length, Math.floor(minute));
    counts[at] = (counts[at] ?? 0) + by;
  };
  for (const { build, at } of failed) {
    add(arrived, build.at / 60, 1);
    add(change, build.at / 60, 1);
    add(change, at / 60, -1);
  }
  let waiting = 0;
  return Array.from({ length }, (_, minute) => {
    waiting += change[minute] ?? 0;
    return { arrived: arrived[minute] ?? 0, waiting };
  });
}
