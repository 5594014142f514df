import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { BUILDS, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';

let aws: LocalAws;
let slack: LocalSlack;
let sweep: (event: unknown, context: unknown) => Promise<{ told: number }>;

beforeAll(async () => {
  [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, {
    SLACK_BOT_TOKEN: 'xoxb-local',
    SLACK_CHANNEL: BUILDS,
    SLACK_API_URL: slack.apiUrl,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  sweep = (await import('../../handlers/sweep.ts')).handler;
});
afterAll(() => Promise.all([aws.stop(), slack.stop()]));
beforeEach(() => {
  slack.clear();
  aws.account.builds.clear();
  aws.calls.length = 0;
});

let projects = 0;
/** A failed build that ended about so many minutes ago, of a project of its own. */
function arrange(scenario: string, minutesAgo: number): void {
  projects += 1;
  aws.load(scenario, {
    project: `swept-${projects}`,
    startedAt: new Date(Date.now() - (minutesAgo + 2) * 60_000),
    keep: true,
  });
}

describe('the sweep', () => {
  it('tells a failure whose event never came, once', async () => {
    arrange('requirements-not-found', 60);
    expect(await sweep({}, {})).toEqual({ told: 1 });
    expect(await sweep({}, {})).toEqual({ told: 0 });
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('leaves alone what may still be on its way, what is old, and what went well', async () => {
    arrange('requirements-not-found', 1);
    arrange('requirements-not-found', 3 * 24 * 60);
    arrange('succeeded-build', 60);
    expect(await sweep({}, {})).toEqual({ told: 0 });
  });

  it('costs two calls of CodeBuild when nothing is new', async () => {
    arrange('requirements-not-found', 60);
    await sweep({}, {});
    aws.calls.length = 0;
    await sweep({}, {});
    expect(
      aws.calls.filter(({ service }) => service === 'codebuild').map(({ operation }) => operation),
    ).toEqual(['ListBuilds', 'BatchGetBuilds']);
  });

  it('fails when a message cannot be posted, and tells it the next time', async () => {
    arrange('requirements-not-found', 60);
    slack.faults.down();
    await expect(sweep({}, {})).rejects.toThrow('1 of 1 failed builds could not be told');
    slack.faults.up();
    expect(await sweep({}, {})).toEqual({ told: 1 });
  });
});
