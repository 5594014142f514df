import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/answer.ts';
import { listGrantedActions } from './granted-actions.ts';
import { listUsedActions } from './used-actions.ts';

describe('the role in serverless.yml', () => {
  it('grants what the code calls, and nothing else', () => {
    expect(listGrantedActions()).toEqual(listUsedActions());
  });

  it.each(Object.entries(checks))('grants what the check %s declares', (_kind, check) => {
    const granted = listGrantedActions();
    expect(check.permissions.filter((action) => !granted.includes(action))).toEqual([]);
  });
});

it('changes nothing in the account but the own table', () => {
  const writing = listGrantedActions().filter(
    (action) => !/:(?:Describe|Get|List|BatchGet|Lookup|Simulate|Decode)/.test(action),
  );
  const own = [
    'codebuild:RetryBuild',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'events:PutEvents',
  ];
  expect(writing.filter((action) => !own.includes(action))).toEqual([]);
});

it('reads no secret but its own parameters', () => {
  const values = [
    'secretsmanager:GetSecretValue',
    'ssm:GetParameters',
    'kms:Decrypt',
    'ssm:GetParametersByPath',
  ];
  expect(listGrantedActions().filter((action) => values.includes(action))).toEqual([]);
});
