import { describe, expect, it } from 'vitest';
import { aws, slack, useWorld } from './world.ts';

/** What a failure costs in calls of the table: what nobody needs is not asked, and what is known not read again. */

useWorld();

const START = Date.UTC(2026, 10, 20, 10);

async function listCalls(scenario: string, project: string, number: number) {
  const startedAt = new Date(START + number * 60_000);
  const failed = aws.load(scenario, { project, number, startedAt, keep: true });
  aws.calls.length = 0;
  await aws.emit(failed);
  return aws.calls.flatMap(({ service, operation }) => (service === 'dynamodb' ? [operation] : []));
}

describe('a failure', () => {
  it('is told of with few calls of the table', async () => {
    const first = await listCalls('ecr-push-denied', 'few-calls', 1);
    expect(first).toHaveLength(13);
    const again = await listCalls('ecr-push-denied', 'few-calls', 2);
    // The storm that it is alone in is joined beside the checks, not looked for behind them.
    expect(again).toHaveLength(12);
    expect(again.filter((operation) => operation === 'GetItem')).toHaveLength(1);
    expect(slack.messages()).toHaveLength(1);
  });

  it('is asked for earlier retries that helped only where one may help', async () => {
    const queries = async (scenario: string) => {
      const all = await listCalls(scenario, `asked-${scenario}`, 1);
      return all.filter((operation) => operation === 'Query').length;
    };
    expect(await queries('other-action-denied')).toBe(0);
    expect(await queries('unknown-failure')).toBe(1);
  });
});
