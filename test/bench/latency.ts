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

export interface Latency {
  scenario: string;
  /** What the project had been through. */
  after: 'nothing' | 'the same failure';
  milliseconds: number;
  /** Round trips deep. */
  trips: number | undefined;
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

/**
 * From the event to the message in Slack with every call taking so long, GitHub's too, by a warm worker in a process of
 * its own: of each scenario the median of some builds, each the first failure of its project in a channel of its own,
 * then of some that fail again. Beside it, by the same servers and in the same run, the floor: the bare clients in a warm
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
  for (let i = 0; i < WARM; i++)
    for (const scenario of SCENARIOS) await measureOne(servers, scenario, `warm-${i}-${scenario}`);
  const delay = (milliseconds: number) => {
    aws.faults.hold(milliseconds);
    aws.github.state.delay = milliseconds;
    slack.faults.delay(milliseconds);
  };
  for (let i = 0; i < WARM * SCENARIOS.length; i++) await measureBare(servers, bare);
  delay(LONG_DELAY);
  const trips = new Map<string, number>();
  for (const scenario of SCENARIOS) {
    const { milliseconds } = await measureOne(servers, scenario, `deep-${scenario}`);
    trips.set(scenario, Math.floor(milliseconds / LONG_DELAY));
  }
  delay(DELAY);
  const taken = new Map(
    SCENARIOS.map((scenario) => [scenario, { first: [] as Taken[], again: [] as Taken[] }]),
  );
  const floors: number[] = [];
  // In turn, so that what else the machine does meanwhile falls on all alike.
  for (let i = 0; i < times; i++)
    for (const [scenario, { first, again }] of taken) {
      const project = `${scenario}-${i}`;
      floors.push(await measureBare(servers, bare));
      first.push(await measureOne(servers, scenario, project));
      if (scenario === SCENARIOS[0]) again.push(await measureOne(servers, scenario, project));
    }
  worker.stop();
  bare.stop();
  await Promise.all([aws.stop(), slack.stop()]);
  const floor = getMedian(floors);
  const measured = [...taken].flatMap(([scenario, { first, again }]) => [
    sumUp(scenario, 'nothing', first, { trips: trips.get(scenario), floor }),
    ...(again.length > 0 ? [sumUp(scenario, 'the same failure', again, { floor })] : []),
  ]);
  return { measured, floor };
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

async function measureOne({ aws, slack }: Servers, scenario: string, project: string): Promise<Taken> {
  number += 1;
  const minute = String(number % 60).padStart(2, '0');
  const failed = aws.load(scenario, { project, number, startedAt: new Date(`2026-11-20T12:${minute}:00Z`) });
  const channel = `C0${project.toUpperCase().replaceAll(/\W/g, '').slice(0, 30)}`;
  if (!slack.channels.some(({ id }) => id === channel)) slack.addChannel({ id: channel, name: project });
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

function sumUp(
  scenario: string,
  after: Latency['after'],
  taken: readonly Taken[],
  { trips, floor }: { trips?: number | undefined; floor: number },
): Latency {
  const milliseconds = getMedian(taken.map((each) => each.milliseconds));
  const last = taken.at(-1);
  const byService = Map.groupBy(last?.services ?? [], (service) => service);
  const calls = Object.fromEntries([...byService].map(([service, made]) => [service, made.length]));
  return {
    ...{ scenario, after, milliseconds, trips },
    ratio: milliseconds / floor,
    pureRatio: milliseconds / PURE_FLOOR,
    calls,
    logReads: last?.logReads ?? 0,
  };
}
