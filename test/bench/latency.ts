import { startAws } from '../sandbox/aws/index.ts';
import { BUILDS, startSlack } from '../sandbox/slack/index.ts';

/** What every call takes longer, in milliseconds. */
const DELAY = 50;
/** Read, check, post. */
const FLOOR = 3 * DELAY;

export interface Latency {
  milliseconds: number;
  floor: number;
  calls: Record<string, number>;
}

/** From the event to the message in Slack with every call delayed, through the real handler: the median of some builds. */
export async function measureLatency(scenario: string, times = 7): Promise<Latency> {
  const [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, {
    SLACK_BOT_TOKEN: 'xoxb-local',
    SLACK_CHANNEL: BUILDS,
    SLACK_API_URL: slack.apiUrl,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const { handler } = await import('../../handlers/build-failed.ts');
  aws.route('buildFailed', handler);
  await aws.emit(aws.load(scenario, { project: 'warm-up' }));
  aws.faults.delay(DELAY);
  slack.faults.delay(DELAY);
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const failed = aws.load(scenario, { project: `latency-${i}` });
    aws.calls.length = 0;
    const start = performance.now();
    const posted = new Promise<void>((resolve) => slack.onChange(resolve));
    const told = aws.emit(failed);
    await posted;
    taken.push(performance.now() - start);
    await told;
  }
  const calls = Object.fromEntries(
    [...Map.groupBy(aws.calls, ({ operation }) => operation)].map(([name, made]) => [name, made.length]),
  );
  await Promise.all([aws.stop(), slack.stop()]);
  return { milliseconds: taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0, floor: FLOOR, calls };
}
