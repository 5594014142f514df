import { expect, it } from 'vitest';
import { ACCOUNT, REGION, readDeployedPolicy } from '../sandbox/aws/index.ts';
import { TEAM } from '../sandbox/slack/index.ts';
import {
  aws,
  choose,
  command,
  fail,
  getPublic,
  getWhispers,
  press,
  read,
  send,
  slack,
  useHandlers,
} from './slack-fixture.ts';

useHandlers({ SLACK_TEAM_ID: TEAM.id, FAULTLINE_RETRY: 'on', FAULTLINE_RETRY_USERS: 'U0ALICE' });

const allow = (params: Record<string, string>) =>
  aws.setCallerPolicy(
    readDeployedPolicy({ account: ACCOUNT, region: REGION, table: 'faultline' }, params) as never,
  );

it('does everything with the permissions of the deployment', async () => {
  allow({ retryBuilds: 'on' });
  const { record } = await fail('requirements-not-found', 'payments-api');
  await press('retry');
  expect(read(getPublic())).toContain('restarted the build');
  await choose('mute-hour');
  expect(read(getWhispers())).toContain('is muted until');
  slack.clear();
  await send(command(record.id));
  await send(command('payments-ap'));
  expect(read(getWhispers())).toContain('Did you mean payments-api?');
  expect(aws.deliveries.filter(({ error }) => error !== undefined)).toEqual([]);
});

it('cannot restart a build unless the deployment says so', async () => {
  allow({});
  await fail('docker-daemon-unavailable');
  await press('retry');
  expect(read(getWhispers())).toContain('AWS did not restart it');
});
