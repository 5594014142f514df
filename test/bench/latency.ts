import { ACCOUNT, getBuildEvent, type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { BUILDS, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';
import type { Trips } from './bare-trips.ts';
import { forkWorker, type Worker } from './fork-worker.ts';

/** What every call takes, in milliseconds. */
const DELAY = 50;
/** So long that what a busy machine adds is less than a trip: how many there are is then what remains. */
const LONG_DELAY = 500;
/** Read, check, post, for clients that need no time themselves. */
export const PURE_FLOOR = 3 * DELAY;
/** So many events of each scenario before any is measured: by then V8 has compiled what they run through. */
const WARM = 3;

/** What stands before: a new incident, one more failure of it, and one that makes a storm of it. */
const AFTER = ['nothing', 'the same failure', 'the same in another project'] as const;

interface Case {
  scenario: string;
  after: (typeof AFTER)[number];
}

export interface Latency extends Case {
  milliseconds: number;
  /** Round trips deep. */
  trips: number;
  /** Times the floor that the bare clients measured, and times that of clients that need no time. */
  ratio: number;
  pureRatio: number;
  /** Calls by service, of one failure. */
  calls: Record<string, number>;
  logReads: number;
}

/** What breaks builds most, what is read where, and what nobody knows. */
const SCENARIOS = [
  'parameter-store-access-denied',
  'requirements-not-found',
  'github-source',
  'ecr-push-denied',
  'docker-daemon-unavailable',
  'other-action-denied',
  'unknown-failure',
  'unknown-after-image-change',
] as const;

/** What comes after something follows it. */
const CASES: readonly Case[] = SCENARIOS.flatMap((scenario, i) =>
  AFTER.slice(0, i === 0 ? undefined : 1).map((after) => ({ scenario, after })),
);

/**
 * From the event to the message in Slack with every call taking so long, GitHub's too, by a warm worker in a process of
 * its own: of each scenario the median of some builds, each the first failure of its project in a channel of its own;
 * of one also of what fails again, and alike in another project. Beside it, by the same servers and in the same run, the floor: the bare clients in a warm
 * process of their own, which make three calls one after the other and nothing else.
 */
export async function measureLatency(
  handler: string,
  times = 9,
): Promise<{ measured: Latency[]; floor: number }> {
  const [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, slack.environment, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const worker = await forkWorker(handler);
  const bare = await forkWorker(new URL('./bare-trips.ts', import.meta.url).pathname);
  aws.route('buildFailed', worker.handle);
  const servers = { aws, slack };
  for (let i = 0; i < WARM; i++) for (const each of CASES) await measureOne(servers, each, `warm-${i}`);
  const delay = (milliseconds: number) => {
    aws.faults.hold(milliseconds);
    aws.github.state.delay = milliseconds;
    slack.faults.delay(milliseconds);
  };
  for (let i = 0; i < WARM * SCENARIOS.length; i++) await measureBare(servers, bare);
  delay(LONG_DELAY);
  const taken: { of: Case; trips: number; runs: Taken[] }[] = [];
  for (const of of CASES) {
    const { milliseconds } = await measureOne(servers, of, 'deep');
    taken.push({ of, trips: Math.floor(milliseconds / LONG_DELAY), runs: [] });
  }
  delay(DELAY);
  const floors: number[] = [];
  // In turn, so that what else the machine does meanwhile falls on all alike.
  for (let i = 0; i < times; i++)
    for (const { of, runs } of taken) {
      floors.push(await measureBare(servers, bare));
      runs.push(await measureOne(servers, of, String(i)));
    }
  worker.stop();
  bare.stop();
  await Promise.all([aws.stop(), slack.stop()]);
  const floor = getMedian(floors);
  return { measured: taken.map(({ of, trips, runs }) => ({ ...of, trips, ...sumUp(runs, floor) })), floor };
}

/** Milliseconds until the message of the bare clients stands. */
async function measureBare({ aws, slack }: Servers, bare: Worker): Promise<number> {
  const loaded = aws.load(SCENARIOS[0], { project: 'bare' });
  const { logs } = getBuildEvent(loaded).detail['additional-information'];
  const trips: Trips = {
    logGroupName: logs['group-name'] ?? '',
    logStreamName: logs['stream-name'] ?? '',
    role: `arn:aws:iam::${ACCOUNT}:role/service-role/${loaded.build.role}`,
    channel: BUILDS,
  };
  const start = performance.now();
  const posted = new Promise<void>((resolve) => slack.onChange(resolve));
  const done = bare.handle(trips);
  await Promise.race([posted, done]);
  const milliseconds = performance.now() - start;
  await done;
  return milliseconds;
}

function getMedian(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

interface Servers {
  aws: LocalAws;
  slack: LocalSlack;
}

interface Taken {
  milliseconds: number;
  services: string[];
  logReads: number;
}

let number = 100;

/** Of the same `run` all of a scenario come into the same channel. */
async function measureOne({ aws, slack }: Servers, { scenario, after }: Case, run: string): Promise<Taken> {
  number += 1;
  const name = `${run}-${scenario}`;
  const project = after === 'the same in another project' ? `${name}-too` : name;
  const minute = String(number % 60).padStart(2, '0');
  const failed = aws.load(scenario, { project, number, startedAt: new Date(`2026-11-20T12:${minute}:00Z`) });
  const channel = `C0${name.toUpperCase().replaceAll(/\W/g, '').slice(0, 30)}`;
  if (!slack.channels.some(({ id }) => id === channel)) slack.addChannel({ id: channel, name });
  const known = aws.account.projects.get(failed.build.project);
  if (known) known.tags = { ...known.tags, 'faultline:channel': channel };
  aws.calls.length = 0;
  const start = performance.now();
  const posted = new Promise<void>((resolve) => slack.onChange(resolve));
  const told = aws.emit(failed);
  await posted;
  const milliseconds = performance.now() - start;
  await told;
  const logReads = aws.calls.filter(({ operation }) => operation === 'GetLogEvents').length;
  return { milliseconds, services: aws.calls.map(({ service }) => service), logReads };
}

function sumUp(taken: readonly Taken[], floor: number): Omit<Latency, 'trips' | keyof Case> {
  const milliseconds = getMedian(taken.map((each) => each.milliseconds));
  const last = taken.at(-1);
  const byService = Map.groupBy(last?.services ?? [], (service) => service);
  const calls = Object.fromEntries([...byService].map(([service, made]) => [service, made.length]));
  return {
    milliseconds,
    ratio: milliseconds / floor,
    pureRatio: milliseconds / PURE_FLOOR,
    calls,
    logReads: last?.logReads ?? 0,
  };
}
