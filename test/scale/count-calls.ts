import { type Call, type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { type LocalSlack, startSlack } from '../sandbox/slack/index.ts';
import type { Cost, Kind } from './calls.ts';

/** Ways to fail that stand for the rest: refused, a file, a registry, nobody knows. */
const SCENARIOS = [
  'parameter-store-access-denied',
  'requirements-not-found',
  'docker-hub-push-denied',
  'unknown-failure',
];

/** Counts what the real code asks for each kind of event, through the real handler: the mean over some ways to fail. */
export async function countCalls(): Promise<Record<Kind, Cost>> {
  const [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, slack.environment, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    FAULTLINE_ACCOUNT: aws.account.id,
  });
  const { handler } = await import('../../handlers/build-failed.ts');
  aws.route('buildFailed', handler);
  const counted: Record<Kind, Cost[]> = { new: [], repeat: [], recovery: [], green: [] };
  for (const scenario of SCENARIOS) {
    const run = (name: string, number: number) => measure(aws, slack, name, `${scenario}-project`, number);
    counted.new.push(await run(scenario, 1));
    counted.repeat.push(await run(scenario, 2));
    counted.recovery.push(await run('succeeded-build', 3));
    counted.green.push(await run('succeeded-build', 4));
  }
  await Promise.all([aws.stop(), slack.stop()]);
  return {
    new: mean(counted.new),
    repeat: mean(counted.repeat),
    recovery: mean(counted.recovery),
    green: mean(counted.green),
  };
}

async function measure(
  aws: LocalAws,
  slack: LocalSlack,
  scenario: string,
  project: string,
  number: number,
): Promise<Cost> {
  const startedAt = new Date(Date.UTC(2026, 10, 20, 10, number * 10));
  const build = aws.load(scenario, { project, number, startedAt, keep: true });
  const before = { calls: aws.calls.length, slack: slack.calls.length };
  const [delivery] = await aws.emit(build);
  if (delivery?.error) throw delivery.error;
  const calls = aws.calls.slice(before.calls);
  const said = slack.calls.slice(before.slack).map(({ method }) => method);
  const of = (operation: string) => calls.filter((call) => call.operation === operation).length;
  return {
    logReads: of('GetLogEvents'),
    otherCalls: calls.filter(({ service }) => service !== 'dynamodb').length - of('GetLogEvents'),
    writeUnits: sum(calls, countWriteUnits),
    readUnits: of('GetItem') + of('Query'),
    posts: said.filter((method) => method === 'chat.postMessage').length,
    updates: said.filter((method) => method === 'chat.update').length,
    events: of('PutEvents'),
  };
}

/** One a KB of what is written, once more where the index has it too. An update may write more than it is sent: what is sent is taken for it. */
function countWriteUnits({ service, operation, input }: Call): number {
  if (service !== 'dynamodb' || !/^(?:PutItem|UpdateItem)$/.test(operation)) return 0;
  const written = JSON.stringify(input.Item ?? input.ExpressionAttributeValues ?? {});
  const units = Math.ceil(written.length / 1024);
  return written.includes('gsi1pk') || JSON.stringify(input).includes('gsi1pk') ? 2 * units : units;
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((all, item) => all + count(item), 0);
}

function mean(costs: readonly Cost[]): Cost {
  const average = (field: keyof Cost) =>
    Math.round((10 * sum(costs, (cost) => cost[field])) / costs.length) / 10;
  return {
    logReads: average('logReads'),
    otherCalls: average('otherCalls'),
    writeUnits: average('writeUnits'),
    readUnits: average('readUnits'),
    posts: average('posts'),
    updates: average('updates'),
    events: average('events'),
  };
}
