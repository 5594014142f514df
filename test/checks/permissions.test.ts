import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/answer.ts';
import { listFunctions } from '../../src/deploy/functions.ts';
import { listGrantedActions, listGrants } from './granted-actions.ts';
import { listUsedActions } from './used-actions.ts';

const functions = listFunctions();

/** What a function imports beside what it calls: it only reads what these write. */
const NOT_CALLED: Readonly<Record<string, readonly string[] | undefined>> = {
  weeklyDigest: ['dynamodb:PutItem'],
  // What it cannot tell it finds again: it has no queue.
  sweep: ['sqs:SendMessage'],
};

describe.each(functions)('the role of $name in serverless.yml', ({ name, entry }) => {
  it('grants what its code calls, and nothing else', () => {
    const used = listUsedActions(`${entry}.ts`).filter((action) => !NOT_CALLED[name]?.includes(action));
    expect(listGrantedActions(name)).toEqual(used);
  });

  it('names what it is about wherever IAM lets it', () => {
    const unnamed = listGrants(name).filter(({ resources }) => resources.includes('*'));
    expect(unnamed.map(({ sid }) => sid).filter((sid) => !TAKES_NO_RESOURCE.test(sid))).toEqual([]);
  });
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const TAKES_NO_RESOURCE =
  /^(?:ListBuilds|ListProjectNames|ReadQuotas|ListLogGroups|DecodeRefusals|ListParameterNames|ListSecretNames|ReadNetworks|ReadWhoStopped|JoinVpc)$/;

describe.each(['buildFailed', 'sweep'])('the role of %s in serverless.yml', (name) => {
  it.each(Object.entries(checks))('grants what the check %s declares', (_kind, check) => {
    const granted = listGrantedActions(name);
    expect(check.permissions.filter((action) => !granted.includes(action))).toEqual([]);
  });
});

it('changes nothing in the account but the own table and the own queue', () => {
  const writing = listGrantedActions().filter(
    (action) => !/:(?:Describe|Get|List|BatchGet|Lookup|Simulate|Decode)/.test(action),
  );
  const own = [
    'codebuild:RetryBuild',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'events:PutEvents',
    'sqs:SendMessage',
    'sts:AssumeRole',
  ];
  expect(writing.filter((action) => !own.includes(action))).toEqual([]);
});

it('reads no secret but its own parameters, and no key but the one it is deployed with', () => {
  const values = [
    'secretsmanager:GetSecretValue',
    'ssm:GetParameters',
    'kms:Decrypt',
    'ssm:GetParametersByPath',
  ];
  expect(listGrantedActions().filter((action) => values.includes(action))).toEqual([]);
  const keys = listGrants().filter(({ actions }) => actions.includes('kms:Decrypt'));
  expect(new Set(keys.flatMap(({ resources }) => resources)).size).toBe(1);
  expect(keys.filter(({ isByDefault }) => isByDefault)).toEqual([]);
});

it('lets nobody restart a build, assume a role, read an object or join a network unless it is asked for', () => {
  const optional = listGrants().filter(({ isByDefault }) => !isByDefault);
  expect([...new Set(optional.map(({ sid }) => sid))].sort()).toEqual([
    'JoinVpc',
    'ReadObjects',
    'ReadOtherAccounts',
    'RetryBuilds',
    'UseOwnKey',
  ]);
});
