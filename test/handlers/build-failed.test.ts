import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { type LocalSlack, startSlack } from '../sandbox/slack/index.ts';

let aws: LocalAws;
let slack: LocalSlack;

beforeAll(async () => {
  [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, {
    SLACK_BOT_TOKEN: 'xoxb-local',
    SLACK_CHANNEL: 'C0BUILDS',
    SLACK_API_URL: slack.apiUrl,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const { handler } = await import('../../handlers/build-failed.ts');
  aws.route('buildFailed', handler);
});
afterAll(async () => {
  await Promise.all([aws.stop(), slack.stop()]);
});
beforeEach(() => {
  aws.faults.clear();
  slack.faults.up();
});

let uuids = 0;
/** A run of the scenario under an id of its own. */
function fail(scenario: string) {
  uuids += 1;
  const uuid = `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`;
  return aws.load(scenario, { uuid, project: `project-${uuids}`, keep: true });
}

describe('the handler of failed builds', () => {
  it('posts what broke and the command that fixes it', async () => {
    await aws.emit(fail('parameter-store-access-denied'));
    const message = slack.messages('C0BUILDS').at(-1);
    expect(JSON.stringify(message)).toContain('aws iam put-role-policy');
  });
});
