import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { type LocalSlack, startSlack } from '../sandbox/slack/index.ts';

/** The real worker between a local AWS and a local Slack. */

export let aws: LocalAws;
export let slack: LocalSlack;

/** Starts them for a test file, with settings of its own. Before each test both are well, and nothing was said. */
export function useWorld(environment: Record<string, string> = {}): void {
  beforeAll(async () => {
    [aws, slack] = await Promise.all([startAws(), startSlack()]);
    Object.assign(process.env, aws.environment, slack.environment, {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      ...environment,
    });
    // Only now: the logger reads the environment when it is loaded.
    const { handler } = await import('../../handlers/build-failed.ts');
    aws.route('buildFailed', handler);
  });
  afterAll(() => Promise.all([aws.stop(), slack.stop()]));
  beforeEach(() => {
    aws.faults.clear();
    slack.clear();
  });
}
