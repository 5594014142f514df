import { describe, expect, it } from 'vitest';
import { answerQuestions } from '../../src/checks/answer.ts';
import { connectChecks } from '../../src/checks/clients.ts';
import { isGlobMatch } from '../../src/checks/policy-document.ts';
import type { Question } from '../../src/checks/questions.ts';
import type { Build } from '../../src/model.ts';
import { aws, useAws } from '../use-aws.ts';
import { type AccountFacts, ask, BUILD, ROLE } from './ask.ts';

useAws();

const vpc = { id: 'vpc-1', subnets: ['subnet-1'], securityGroups: ['sg-1'] };
const network = (routes: object, more: object = {}): AccountFacts => ({
  networks: {
    'vpc-1': {
      subnets: { 'subnet-1': {} },
      routeTables: [{ id: 'rtb-1', main: true, routes }],
      securityGroups: { 'sg-1': [-1] },
      ...more,
    },
  },
});
const way: Question = { kind: 'vpc-way-out-missing', host: 'ecr.eu-central-1.amazonaws.com' };
const trust = (statement: object): AccountFacts => ({
  roles: { [ROLE]: { trust: { Version: '2012-10-17', Statement: statement } } },
});
const byCodeBuild: Question = { kind: 'trust-missing', role: ROLE };
const service = { Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' };
const repository = { repositories: { app: { images: [{ digest: 'sha256:1', tags: ['1'] }] } } };

const cases: [
  string,
  AccountFacts,
  Question,
  result: string | undefined,
  says?: string,
  build?: Partial<Build>,
][] = [
  ['a NAT gateway leads out', network({ '0.0.0.0/0': 'nat-1' }), way, 'refuted', 'has a way out', { vpc }],
  ['no route leads out', network({}), way, 'confirmed', 'no route 0.0.0.0/0', { vpc }],
  [
    'the NAT gateway is gone',
    network({ '0.0.0.0/0': 'blackhole nat-1' }),
    way,
    'confirmed',
    'nat-1, which is gone',
    { vpc },
  ],
  [
    'an endpoint leads to AWS',
    network({}, { endpoints: { 'vpce-1': 'com.amazonaws.eu-central-1.ecr' } }),
    way,
    'refuted',
    'vpce-1',
    { vpc },
  ],
  [
    'the group is closed',
    network({ '0.0.0.0/0': 'nat-1' }, { securityGroups: { 'sg-1': [53] } }),
    way,
    'confirmed',
    'sg-1 lets nothing out to port 443',
    { vpc },
  ],
  ['it runs in no VPC', {}, way, 'refuted', 'outside of any VPC'],
  ['the role trusts CodeBuild', trust([{ Effect: 'Allow', ...service }]), byCodeBuild, 'refuted'],
  [
    'trusts it for another project only',
    trust([
      {
        Effect: 'Allow',
        ...service,
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:codebuild:*:111122223333:project/shop' } },
      },
    ]),
    byCodeBuild,
    'confirmed',
    'project/shop',
  ],
  [
    'trusts it for all of its projects',
    trust({
      Effect: 'Allow',
      ...service,
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:codebuild:*:111122223333:project/*' } },
    }),
    byCodeBuild,
    'refuted',
  ],
  [
    'denies it',
    trust([
      { Effect: 'Allow', ...service },
      { Effect: 'Deny', ...service },
    ]),
    byCodeBuild,
    'confirmed',
    'denies',
  ],
  ['there is no such role', {}, { kind: 'trust-missing', role: 'gone' }, 'confirmed', 'no role gone'],
  [
    'the role is of another account',
    {},
    { kind: 'trust-missing', role: 'arn:aws:iam::999988887777:role/x' },
    'unknown',
    '999988887777',
  ],
  ['the secret is there', { secrets: { 'app/db': {} } }, { kind: 'secret-missing', id: 'app/db' }, 'refuted'],
  [
    'the secret is to be deleted',
    { secrets: { 'app/db': { deleted: true } } },
    { kind: 'secret-missing', id: 'app/db' },
    'confirmed',
    'scheduled for deletion',
  ],
  [
    'the stage is not there',
    { secrets: { 'app/db': {} } },
    { kind: 'secret-missing', id: 'app/db', stage: 'BLUE' },
    'confirmed',
    'no version with the stage BLUE: AWSCURRENT',
  ],
  ['the key is enabled', { keys: { k: {} } }, { kind: 'key-unusable', key: 'k' }, undefined],
  [
    'the key is disabled',
    { keys: { k: { state: 'Disabled' } } },
    { kind: 'key-unusable', key: 'k' },
    'confirmed',
    'is disabled',
  ],
  ['the key is not there', {}, { kind: 'key-unusable', key: 'k' }, 'confirmed', 'no key k'],
  [
    'the parameter is a SecureString of ours',
    { parameters: { p: { type: 'SecureString', keyId: 'alias/app' } } },
    { kind: 'parameter-encrypted', names: ['p'] },
    'confirmed',
    'alias/app',
  ],
  [
    "the parameter is under AWS's key",
    { parameters: { p: { type: 'SecureString' } } },
    { kind: 'parameter-encrypted', names: ['p'] },
    undefined,
  ],
  [
    'the bucket is not there',
    {},
    { kind: 'bucket-elsewhere', bucket: 'never-made' },
    'confirmed',
    'no bucket never-made',
  ],
  [
    'the object is called alike',
    { buckets: { releases: { 'v1/App.zip': '' } } },
    { kind: 'object-missing', bucket: 'releases', key: 'v1/app.zip' },
    'confirmed',
    'v1/App.zip',
  ],
  [
    'the object is there',
    { buckets: { releases: { 'v1/App.zip': '' } } },
    { kind: 'object-missing', bucket: 'releases', key: 'v1/App.zip' },
    'refuted',
  ],
  [
    'the log group is not there',
    {},
    { kind: 'log-group-missing', group: '/no/such' },
    'confirmed',
    'logs:CreateLogGroup',
  ],
  [
    'the repository is called alike',
    repository,
    { kind: 'ecr-repository-missing', repository: 'apps' },
    'confirmed',
    'there is app',
  ],
  [
    'the repository is in another region only',
    repository,
    { kind: 'ecr-repository-missing', repository: 'app', region: 'us-east-1' },
    'confirmed',
    'us-east-1',
  ],
  [
    'the tag may be overwritten',
    repository,
    { kind: 'ecr-tag-immutable', repository: 'app', tag: '1' },
    'refuted',
    'may be overwritten',
  ],
  [
    'the repository has no policy',
    repository,
    { kind: 'ecr-policy-denies', repository: 'app', actions: ['ecr:PutImage'] },
    undefined,
  ],
  [
    'the repository denies',
    {
      repositories: {
        app: {
          policy: { Statement: [{ Sid: 'Frozen', Effect: 'Deny', Principal: '*', Action: 'ecr:*Image' }] },
        },
      },
    },
    { kind: 'ecr-policy-denies', repository: 'app', actions: ['ecr:PutImage'] },
    'confirmed',
    'Statement Frozen',
  ],
  ['no build was green', {}, { kind: 'timeout-too-short' }, 'unknown', 'no recent build'],
];

describe('a check says', () => {
  it.each(cases)('when %s', async (_when, account, question, result, says = '', build = {}) => {
    const answer = await ask(aws, account, question, build);
    expect(answer?.result).toBe(result);
    expect(answer?.detail ?? '').toContain(says);
  });
});

it('compares the timeout with green builds', async () => {
  aws.load('succeeded-build', { project: 'timed' });
  const clients = connectChecks('eu-central-1');
  const questions: Question[] = [{ kind: 'timeout-too-short' }];
  const green = { ...BUILD, project: 'timed' };

  const [short] = await answerQuestions(clients, questions, { ...green, timeoutMinutes: 1 });
  const [long] = await answerQuestions(clients, questions, { ...green, timeoutMinutes: 60 });

  expect(short).toMatchObject({ result: 'confirmed', facts: { usualMinutes: expect.any(String) } });
  expect(long).toMatchObject({ result: 'refuted', isAside: true });
});

it('is not known when AWS takes longer than the time allowed', async () => {
  const clients = connectChecks('eu-central-1');
  const silent = Object.assign(clients.iam, { send: () => new Promise(() => {}) });
  const [answer, other] = await answerQuestions(
    { ...clients, iam: silent },
    [byCodeBuild, { kind: 'privileged-mode-off' }],
    { ...BUILD, privileged: false },
    20,
  );
  expect(answer).toMatchObject({ result: 'unknown', detail: 'Not checked: no answer within 0.02 s.' });
  expect(other).toMatchObject({ result: 'confirmed' });
});

it.each([
  ['ssm:Get*', 'ssm:GetParameter', true],
  ['*', '', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b', 'a-b-c', false],
  ['', 'a', false],
  ['*'.repeat(50), 'a'.repeat(10_000), true],
  [`${'*a'.repeat(30)}b`, 'a'.repeat(5_000), false],
])('%s matches %s: %s', (pattern, text, matches) => {
  expect(isGlobMatch(pattern, text)).toBe(matches);
});
