import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { runDoctor } from '../../src/install/doctor-command.ts';
import { CHECKS, type Finding } from '../../src/install/finding.ts';
import { emptyDeployed } from '../sandbox/aws/deployed.ts';
import { BOT_TOKEN, BUILDS } from '../sandbox/slack/index.ts';
import { TABLE } from './deploy.ts';
import { aws, examine, SECRET, slack, useInstallation } from './installed.ts';
import { runHandler } from './run-handler.ts';

/** Doctor where there is no stack, where AWS or Slack do not answer, and as a command. */
useInstallation({ AWS_MAX_ATTEMPTS: '1' });

const HOUR = 3_600_000;

function useEnvironmentOnly(more: Record<string, string | undefined> = {}): void {
  Object.assign(aws.account, { deployed: emptyDeployed() });
  aws.account.deployed.expiry.set(TABLE, 'ttl');
  aws.account.deployed.rules.set('builds', {
    bus: 'default',
    pattern: { source: ['aws.codebuild'], 'detail-type': ['CodeBuild Build State Change'] },
    state: 'ENABLED',
    targets: [{ id: '1', arn: 'arn:aws:lambda:eu-central-1:111122223333:function:worker' }],
  });
  aws.account.deployed.functions.set('worker', {
    handler: 'handlers/build-failed.handler',
    runtime: 'nodejs24.x',
    role: 'arn:aws:iam::111122223333:role/faultline-prod-BuildFailedRole',
    variables: { FAULTLINE_TABLE: TABLE },
    callers: ['arn:aws:events:eu-central-1:111122223333:rule/builds'],
    routed: 'buildFailed',
  });
  const settings = {
    FAULTLINE_TABLE: TABLE,
    FAULTLINE_EVENT_BUS: 'default',
    SLACK_CHANNEL: BUILDS,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    ...more,
  };
  for (const [name, value] of Object.entries(settings)) setVariable(name, value);
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function getStates(findings: readonly Finding[], state: Finding['state']): string[] {
  return findings.filter((finding) => finding.state === state).map(({ check }) => check);
}

describe('doctor without a stack', () => {
  it.each<[string, () => void, string[], string]>([
    ['is fine with what the environment names', () => useEnvironmentOnly(), [], ''],
    [
      'finds a table that is not there',
      () => useEnvironmentOnly({ FAULTLINE_TABLE: 'elsewhere' }),
      ['table'],
      'aws dynamodb create-table --table-name elsewhere',
    ],
    [
      'finds a parameter that is not there',
      () => useEnvironmentOnly({ SLACK_BOT_TOKEN: undefined, SLACK_BOT_TOKEN_PARAMETER: '/elsewhere' }),
      ['bot-token'],
      'There is no parameter /elsewhere',
    ],
    [
      'finds a channel of a rule that is not there',
      () => useEnvironmentOnly({ FAULTLINE_CHANNELS: 'web-*=C0NOWHERE' }),
      ['channel'],
      'FAULTLINE_CHANNELS names, is no channel',
    ],
    [
      'finds a setting that cannot be read',
      () => useEnvironmentOnly({ FAULTLINE_RETRY: 'maybe' }),
      ['settings'],
      'FAULTLINE_RETRY should be on or off',
    ],
    [
      'finds that no rule hands failed builds on',
      () => {
        useEnvironmentOnly();
        aws.account.deployed.rules.clear();
      },
      ['rule'],
      'aws events put-rule',
    ],
  ])('%s', async (_what, arrange, checks, words) => {
    const before = { ...process.env };
    arrange();
    const findings = await examine();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    expect(getStates(findings, 'broken')).toEqual(checks);
    expect(JSON.stringify(findings.filter(({ state }) => state === 'broken'))).toContain(words);
  });

  it('says that nothing is installed where neither stack nor settings are, and blames no part of it', async () => {
    Object.assign(aws.account, { deployed: emptyDeployed() });
    const findings = await examine();
    expect(getStates(findings, 'broken')).toEqual(['stack']);
    expect(JSON.stringify(findings)).toContain('npm run setup -- --region eu-central-1');
  });
});

describe('doctor where services do not answer', () => {
  it.each([
    ['CloudFormation', /^cloudformation:/],
    ['Lambda', /^lambda:/],
    ['Parameter Store', /^ssm:/],
    ['STS', /^sts:/],
    ['everything else', /^(?:events|scheduler|sqs|iam|logs|codebuild|monitoring|dynamodb|kms):/],
  ])('blames nothing when %s refuses every question', async (_service, calls) => {
    aws.faults.fail(calls, { code: 'AccessDeniedException', status: 403, message: 'no' });
    const findings = await examine();
    expect(getStates(findings, 'broken')).toEqual([]);
    expect(getStates(findings, 'unknown').length).toBeGreaterThan(0);
  });

  it('blames nothing while Slack is down', async () => {
    slack.faults.down();
    const findings = await examine();
    slack.faults.up();
    expect(getStates(findings, 'broken')).toEqual([]);
    expect(getStates(findings, 'unknown')).toContain('slack-app');
  });

  it('says that the credentials have expired, and blames nothing of AWS', async () => {
    aws.faults.fail(/./, { code: 'ExpiredToken', status: 403, message: 'The security token is expired' });
    const findings = await examine();
    expect(findings[0]).toMatchObject({ check: 'credentials', state: 'broken' });
    expect(JSON.stringify(findings[0])).toContain('aws sso login');
    expect(getStates(findings, 'broken')).toEqual(['credentials']);
  });
});

describe('doctor and the builds of the account', () => {
  const later = (hours: number) => new Date(Date.now() + hours * HOUR);

  it('finds failed builds that the history does not know', async () => {
    const { record } = aws.load('requirements-not-found', { keep: true, startedAt: later(1) });
    const findings = await examine(() => later(5));
    const [untold] = findings.filter(({ check }) => check === 'untold-builds');
    expect(untold).toMatchObject({ state: 'broken', detail: expect.stringContaining(record.id) });
    expect(JSON.stringify(untold)).toContain('npm run -s faultline -- sweep');
  });

  it('does not take those for untold that failed before anything was installed', async () => {
    aws.load('requirements-not-found', { keep: true, startedAt: later(-3) });
    const findings = await examine();
    expect(findings.find(({ check }) => check === 'untold-builds')?.state).toBe('unknown');
  });
});

describe('npm run doctor', () => {
  it('ends with 1 for a broken installation, and prints all findings as one object', async () => {
    aws.account.parameters.delete('/faultline/slack-bot-token');
    const environment = { ...aws.environment, SLACK_API_URL: slack.apiUrl };
    const { code, stdout } = await runHandler('doctor', ['--json'], environment);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect([code, getStates(findings, 'broken')]).toEqual([1, ['bot-token']]);
    expect(stdout).not.toContain(SECRET);
  });

  it.each([
    [[], 0, 'nothing broken'],
    [['--verbose'], 0, '✔ Table faultline'],
    [['--help'], 0, 'Exit codes'],
    [['--nonsense'], 2, "unknown option '--nonsense'"],
    [['--region', 'nowhere'], 2, 'should be a region such as eu-central-1'],
  ])('takes %j as documented', async (args, code, words) => {
    const said: string[] = [];
    const catchWords = (text: unknown) => Boolean(said.push(String(text)));
    const outlets = [
      vi.spyOn(process.stdout, 'write').mockImplementation(catchWords),
      vi.spyOn(process.stderr, 'write').mockImplementation(catchWords),
      vi.spyOn(console, 'log').mockImplementation(catchWords),
      vi.spyOn(console, 'error').mockImplementation(catchWords),
    ];
    const ended = await runDoctor(args, { signatures: [] });
    for (const outlet of outlets) outlet.mockRestore();
    expect([ended, stripVTControlCharacters(said.join(''))]).toEqual([code, expect.stringContaining(words)]);
  });

  it('is explained in docs/operate.md, finding by finding', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operate.md'), 'utf8');
    const [table = ''] = /<!-- findings -->[\s\S]*?<!-- end -->/.exec(page) ?? [];
    const listed = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, id]) => id);
    expect(listed.sort()).toEqual(Object.keys(CHECKS).sort());
  });
});
