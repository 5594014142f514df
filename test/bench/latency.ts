import { type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { BUILDS, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';
import { forkWorker } from './fork-worker.ts';

/** What every call takes longer, in milliseconds. */
const DELAY = 50;
/** So long that what a busy machine adds is less than a trip: how many there are is then what remains. */
const LONG_DELAY = 500;
/** Read, check, post. */
const FLOOR = 3 * DELAY;

export interface Latency {
  scenario: string;
  /** What the project had been through. */
  after: 'nothing' | 'the same failure';
  milliseconds: number;
  /** Round trips deep. */
  trips: number | undefined;
  /** Times the floor of three trips. */
  ratio: number;
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
 * From the event to the message in Slack with every call delayed, GitHub's too, by a worker in a process of its own: of
 * each scenario the median of some builds, each the first failure of its project in a channel of its own, then of some
 * that fail again.
 */
export async function measureLatency(handler: string, times = 7): Promise<Latency[]> {
  const [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, {
    SLACK_BOT_TOKEN: 'xoxb-local',
    SLACK_CHANNEL: BUILDS,
    SLACK_API_URL: slack.apiUrl,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const worker = await forkWorker(handler);
  aws.route('buildFailed', worker.handle);
  const measured: Latency[] = [];
  // A worker that has not met a kind of failure yet loads what that takes.
  for (const scenario of SCENARIOS) await measureOne({ aws, slack }, scenario, `warm-${scenario}`);
  const delay = (milliseconds: number) => {
    aws.faults.clear();
    aws.faults.delay(milliseconds);
    aws.github.state.delay = milliseconds;
    slack.faults.delay(milliseconds);
  };
  delay(LONG_DELAY);
  const trips = new Map<string, number>();
  for (const scenario of SCENARIOS) {
    const { milliseconds } = await measureOne({ aws, slack }, scenario, `deep-${scenario}`);
    trips.set(scenario, Math.floor(milliseconds / LONG_DELAY));
  }
  delay(DELAY);
  for (const scenario of SCENARIOS) {
    const first: Taken[] = [];
    const again: Taken[] = [];
    for (let i = 0; i < times; i++) {
      const project = `${scenario}-${i}`;
      first.push(await measureOne({ aws, slack }, scenario, project));
      again.push(await measureOne({ aws, slack }, scenario, project));
    }
    const deep = trips.get(scenario) ?? 0;
    measured.push(sumUp(scenario, 'nothing', first, deep));
    if (scenario === SCENARIOS[0]) measured.push(sumUp(scenario, 'the same failure', again, undefined));
  }
  worker.stop();
  await Promise.all([aws.stop(), slack.stop()]);
  return measured;
}

interface Taken {
  milliseconds: number;
  services: string[];
  logReads: number;
}

let number = 100;

async function measureOne(
  { aws, slack }: { aws: LocalAws; slack: LocalSlack },
  scenario: string,
  project: string,
): Promise<Taken> {
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
  trips: number | undefined,
): Latency {
  const sorted = taken.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const milliseconds = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const last = taken.at(-1);
  const byService = Map.groupBy(last?.services ?? [], (service) => service);
  const calls = Object.fromEntries([...byService].map(([service, made]) => [service, made.length]));
  return {
    scenario,
    after,
    milliseconds,
    trips,
    ratio: milliseconds / FLOOR,
    calls,
    logReads: last?.logReads ?? 0,
  };
}
