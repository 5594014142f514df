import { countMessages, type Flood, type Flooded, flood } from './flood.ts';
import { readSettings, type Settings } from './lambda.ts';
import { findLosses } from './losses.ts';
import { enterWorlds } from './world.ts';

/** `npm run flood [FAILURES]`: that many failures within a minute, three ways, and what came of them. */
const total = Number(process.argv[2] ?? 10_000);
const only = process.argv[3];
const each = Math.max(1, Math.round(Math.sqrt(total)));
const CAUSES = [
  'docker-daemon-unavailable',
  'ecr-login-denied',
  'requirements-not-found',
  'docker-hub-push-denied',
  'unknown-failure',
];
const floods: Flood[] = [
  { name: 'mixed', projects: each, buildsEach: each, causes: CAUSES, within: 60_000 },
  { name: 'one storm', projects: total, buildsEach: 1, causes: CAUSES.slice(0, 1), within: 60_000 },
  {
    name: 'one project',
    projects: 1,
    buildsEach: Math.min(total, 1000),
    causes: CAUSES.slice(0, 1),
    within: 60_000,
  },
];

/** On demand in us-east-1, in US dollars, without the free part of a month: https://aws.amazon.com/lambda/pricing/ (arm64), /dynamodb/pricing/, /sqs/pricing/; seen in 2025. */
const PRICES = {
  gigabyteSecond: 0.0000133334,
  invocation: 0.2 / 1e6,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  queueRequest: 0.4 / 1e6,
};

enterWorlds();
const settings = readSettings();
console.log('As serverless.yml has it:', JSON.stringify(settings));
for (const wanted of floods.filter(({ name }) => only === undefined || name === only)) {
  const began = performance.now();
  const flooded = await flood(wanted, settings);
  console.log(
    `\n${wanted.name}: ${wanted.projects} projects, ${wanted.buildsEach} builds each, ${((performance.now() - began) / 1000).toFixed(0)} s to compute`,
  );
  console.table(describe(flooded, settings));
  for (const loss of await findLosses(flooded)) console.log(`  LOST OR DOUBLED: ${loss}`);
}
process.exit(0);

function describe(flooded: Flooded, { memoryGigabytes }: Settings): Record<string, string | number> {
  const { lambda, aws, slack, waits, took, throttledReads } = flooded;
  const sorted = [...waits].sort((a, b) => a - b);
  const { messages, lines, updates } = countMessages(flooded);
  const dollars =
    (lambda.busy / 1000) * memoryGigabytes * PRICES.gigabyteSecond +
    lambda.invocations * PRICES.invocation +
    aws.table.units.write * PRICES.writeUnit +
    aws.table.units.read * PRICES.readUnit +
    // Sent, received, deleted.
    lambda.received * 3 * PRICES.queueRequest;
  const seconds = (milliseconds: number | undefined) => `${((milliseconds ?? 0) / 1000).toFixed(1)} s`;
  return {
    'messages in the channel': messages,
    'lines below them': lines,
    updates,
    'told after, median': seconds(sorted[Math.floor(sorted.length / 2)]),
    'told after, at most': seconds(sorted.at(-1)),
    'all told after': seconds(took),
    'given up': lambda.dead.length,
    invocations: lambda.invocations,
    'of them from the queue': lambda.received,
    'put off by a worker': lambda.putOff,
    'containers at most': lambda.started,
    'seconds of Lambda': Math.round(lambda.busy / 1000),
    'log reads': aws.calls.get('logs:GetLogEvents') ?? 0,
    'log reads throttled': throttledReads,
    'calls to AWS': [...aws.calls.values()].reduce((sum, count) => sum + count, 0),
    'calls to Slack': slack.state.calls.length,
    'calls refused by Slack': slack.state.calls.filter(({ error }) => error !== undefined).length,
    'units read': aws.table.units.read,
    'units written': aws.table.units.write,
    'cost in dollars': dollars.toFixed(2),
    errors: [...lambda.errors].map(([name, count]) => `${name}: ${count}`).join(', '),
  };
}
