import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseSetupOptions, type SetupOptions } from '../../src/install/setup/options.ts';
import { runSetup } from '../../src/install/setup/run-setup.ts';
import type { Talk } from '../../src/install/setup/talk.ts';
import { BOT_TOKEN, BUILDS, TEAM } from '../sandbox/slack/index.ts';
import { deploy, STACK } from './deploy.ts';
import { aws, entry, grant, SECRET, setSecret, slack, useInstallation } from './installed.ts';
import { runHandler } from './run-handler.ts';

/** Setup against the local AWS and the local Slack; what would deploy writes down how it was called. */
useInstallation();

const TOKEN_NAME = '/faultline/slack-bot-token';
const SECRET_NAME = '/faultline/slack-signing-secret';
const folder = mkdtempSync(join(tmpdir(), 'faultline-setup-'));
const calls = join(folder, 'calls');
const path = process.env.PATH;

beforeAll(async () => {
  const npx = join(folder, 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${calls}'\nenv | grep -c '^SLACK_[BS]' >> '${calls}'\nexit "\${NPX_FAILS:-0}"\n`,
  );
  chmodSync(npx, 0o755);
  process.env.PATH = `${folder}${delimiter}${path}`;
  Object.assign(process.env, {
    FAULTLINE_TABLE: 'faultline',
    FAULTLINE_EVENT_BUS: 'default',
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_CHANNEL: BUILDS,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  // The catalogue, too: a function that fails at once would leave it half loaded.
  const [{ handler }] = await Promise.all([
    import('../../handlers/build-failed.ts'),
    import('../../handlers/catalogue.ts'),
  ]);
  aws.route('buildFailed', handler as Parameters<typeof aws.route>[1]);
});
afterAll(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  rmSync(calls, { force: true });
  delete process.env.NPX_FAILS;
  Object.assign(process.env, { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SECRET });
});

interface Heard {
  said: string;
  error: (Error & { exitCode?: number }) | undefined;
  asked: string[];
}

/** Runs setup with these options; `answers` are what a person at a terminal says, in turn. */
async function setUp(args: readonly string[], answers?: (string | boolean)[]): Promise<Heard> {
  const said: string[] = [];
  const asked: string[] = [];
  const answer = (question: string) => {
    asked.push(question);
    const next = answers?.shift();
    if (next === undefined) throw new Error(`Nobody answers: ${question}`);
    return next;
  };
  const talk: Talk = {
    isInteractive: answers !== undefined,
    say: (text) => void said.push(text),
    during: (_, work) => work,
    text: async (question) => String(answer(question)),
    secret: async (question) => String(answer(question)),
    confirm: async (question) => Boolean(answer(question)),
  };
  const options = parseSetupOptions(args) as SetupOptions;
  const error = await runSetup(options, talk).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  return { said: said.join('\n'), error, asked };
}

function readCalls(): string[] {
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
}

function getStored(name: string): string | undefined {
  return aws.account.parameters.get(name)?.value;
}

describe('npm run setup', () => {
  it('installs unattended: stores the secrets, deploys, and lets a test failure through', async () => {
    aws.account.parameters.clear();
    const { said, error } = await setUp(['--channel', BUILDS, '--yes']);
    expect(error).toBeUndefined();
    expect([getStored(TOKEN_NAME), getStored(SECRET_NAME)]).toEqual([BOT_TOKEN, SECRET]);
    expect(aws.account.parameters.get(TOKEN_NAME)?.type).toBe('SecureString');
    const deployed = ['osls', 'deploy', '--stage', 'prod', '--region', 'eu-central-1'];
    expect(readCalls()).toEqual([
      ...deployed,
      '--param',
      `channel=${BUILDS}`,
      '--param',
      `slackTeam=${TEAM.id}`,
      '0',
    ]);
    const [message] = slack.messages(BUILDS);
    expect(JSON.stringify(message)).toContain('faultline-setup-test');
    expect(JSON.stringify(message?.thread)).toContain('green again');
    for (const words of [
      entry.url,
      'EventBridge takes events of CodeBuild from nobody else',
      'npx osls remove',
      `aws ssm delete-parameter --name ${TOKEN_NAME}`,
    ])
      expect(said).toContain(words);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(BOT_TOKEN);
  });

  it('asks a person for what it needs, shows the plan, and goes on when told to', async () => {
    aws.account.parameters.clear();
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']) delete process.env[name];
    aws.account.deployed.stacks.clear();
    const { said, error, asked } = await setUp(['--only', 'secrets'], [BOT_TOKEN, SECRET, true]);
    expect(error).toBeUndefined();
    expect(asked).toEqual([
      expect.stringContaining('bot token'),
      expect.stringContaining('signing secret'),
      'Go on?',
    ]);
    expect(said).toContain('https://api.slack.com/apps?new_app=1&manifest_yaml=');
    expect(said).toContain(`${TOKEN_NAME} is written (SecureString)`);
    expect(getStored(TOKEN_NAME)).toBe(BOT_TOKEN);
  });

  it('changes nothing when the person says no', async () => {
    aws.account.parameters.clear();
    const { error } = await setUp(['--channel', BUILDS], [false]);
    expect(error?.message).toBe('Nothing was changed.');
    expect([aws.account.parameters.size, readCalls()]).toEqual([0, []]);
  });

  it('goes on when it is run again: keeps the secrets and the settings of the last deployment', async () => {
    deploy(aws.account, { channel: BUILDS, slackTeam: TEAM.id, retryBuilds: 'on' }, entry.url);
    const { said, error } = await setUp(['--yes', '--skip-test']);
    expect(error).toBeUndefined();
    expect(said).toContain(`${TOKEN_NAME} is kept as it is`);
    expect(readCalls()).toContain('retryBuilds=on');
    expect(aws.account.parameters.get(TOKEN_NAME)?.version).toBe(1);
  });

  it('asks before it replaces a secret, and replaces it on --overwrite', async () => {
    setSecret(SECRET_NAME, 'f'.repeat(32));
    const kept = await setUp(['--only', 'secrets', '--yes']);
    expect(kept.error?.message).toContain('--overwrite replaces it');
    const asked = await setUp(['--only', 'secrets', '--yes'], [false]);
    expect([asked.asked, getStored(SECRET_NAME)]).toEqual([
      [`${SECRET_NAME} is stored already. Replace it?`],
      'f'.repeat(32),
    ]);
    await setUp(['--only', 'secrets', '--yes', '--overwrite']);
    expect(getStored(SECRET_NAME)).toBe(SECRET);
  });

  it.each<[string, () => void, string[], string]>([
    [
      'the token is refused by Slack',
      () => slack.faults.fail('auth.test', 'invalid_auth'),
      [],
      'invalid_auth',
    ],
    ['the token lacks a scope', () => grant(['chat:write']), [], 'lacks commands'],
    [
      'the token has not the shape of one',
      () => Object.assign(process.env, { SLACK_BOT_TOKEN: SECRET }),
      [],
      'looks like the signing secret',
    ],
    ['the channel is not there', () => {}, ['--channel', 'C0NOWHERE'], 'sees no channel C0NOWHERE'],
    [
      'the app is not in the channel',
      () => slack.changeChannel(BUILDS, { isMember: false }),
      [],
      '/invite @Faultline',
    ],
    [
      'the credentials have expired',
      () => aws.faults.fail('sts', { code: 'ExpiredToken' }),
      [],
      'aws sso login',
    ],
  ])('stores and deploys nothing when %s', async (_what, arrange, more, words) => {
    aws.account.parameters.clear();
    arrange();
    const { error } = await setUp(['--channel', BUILDS, '--yes', ...more]);
    expect(error?.message).toContain(words);
    expect([aws.account.parameters.size, readCalls()]).toEqual([0, []]);
  });

  it('joins the channel where the token may', async () => {
    slack.changeChannel(BUILDS, { isMember: false });
    grant(['chat:write', 'commands', 'files:write', 'channels:history', 'groups:history', 'channels:join']);
    const { error } = await setUp(['--channel', BUILDS, '--yes', '--skip-test']);
    expect(error).toBeUndefined();
    expect(slack.channels.find(({ id }) => id === BUILDS)?.isMember).toBe(true);
  });

  it('says what IAM will refuse, and stops before it changes anything', async () => {
    aws.faults.clear();
    aws.account.roles.set('faultline', {
      path: '/',
      trust: {},
      attached: [],
      inline: {
        all: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] },
      },
    });
    const { error } = await setUp(['--channel', BUILDS, '--yes']);
    expect(error?.message).toContain(
      'may not do iam:CreateRole, iam:PutRolePolicy, iam:PassRole, iam:CreatePolicy',
    );
    expect(readCalls()).toEqual([]);
  });

  it('tells what keeps the deployment from going well, and that it can be run again', async () => {
    process.env.NPX_FAILS = '3';
    const { error } = await setUp(['--channel', BUILDS, '--yes']);
    expect(error?.message).toContain('exit code 3');
    expect(slack.messages(BUILDS)).toEqual([]);
  });

  it('says that no message came when the function fails on the test failure', async () => {
    slack.faults.fail('chat.postMessage', 'is_archived', { times: 9 });
    const { error } = await setUp(['--only', 'test', '--yes']);
    expect(error?.message).toContain('failed on the test failure');
    expect(error?.message).toContain(
      `aws logs tail /aws/lambda/${STACK.replace('faultline-prod', 'faultline-prod-buildFailed')}`,
    );
  });

  it('prints the commands instead, and asks neither person, AWS nor Slack', async () => {
    const before = aws.calls.length;
    const { said } = await setUp(['--print', '--region', 'eu-west-1', '--channel', 'C0123456789']);
    for (const words of [
      'npx osls deploy --stage prod --region eu-west-1 --param channel=C0123456789',
      `aws ssm put-parameter --name ${TOKEN_NAME} --type SecureString`,
      'aws lambda invoke --function-name faultline-prod-buildFailed',
    ])
      expect(said).toContain(words);
    expect([aws.calls.length - before, slack.calls]).toEqual([0, []]);
  });

  it('lists what is missing where there is no terminal to ask in', async () => {
    aws.account.parameters.clear();
    const { code, stderr } = await runHandler('setup', [], {
      ...aws.environment,
      SLACK_API_URL: slack.apiUrl,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--channel C0123456789')]);
    expect(stderr).toContain('SLACK_SIGNING_SECRET=...');
  });
});
