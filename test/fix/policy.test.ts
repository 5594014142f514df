import { describe, expect, it } from 'vitest';
import { allow, getPolicyDocument, getRoleName, grantStep, mergeStatements } from '../../src/fix/policy.ts';
import { makeBuild } from './make-build.ts';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const other = 'arn:aws:sqs:eu-west-1:111122223333:mails';
const role = 'arn:aws:iam::111122223333:role/service-role/shop-build';
const session = 'arn:aws:sts::111122223333:assumed-role/shop-build/AWSCodeBuild-1';

describe('statements', () => {
  it('are joined where they name the same resources', () => {
    const merged = mergeStatements([
      allow(['sqs:SendMessage'], [queue]),
      allow(['sqs:GetQueueUrl'], [queue]),
    ]);
    expect(merged).toEqual([allow(['sqs:SendMessage', 'sqs:GetQueueUrl'], [queue])]);
  });

  it('are joined where they name the same actions', () => {
    const merged = mergeStatements([
      allow(['sqs:SendMessage'], [queue]),
      allow(['sqs:SendMessage'], [other]),
    ]);
    expect(merged).toEqual([allow(['sqs:SendMessage'], [queue, other])]);
  });

  it('stay apart where neither is the same, or a condition differs', () => {
    const statements = [
      allow(['sqs:SendMessage'], [queue]),
      allow(['sqs:PurgeQueue'], [other]),
      allow(['sqs:SendMessage'], [queue], { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
    ];
    expect(mergeStatements(statements)).toEqual(statements);
  });

  it('name an action once', () => {
    const [merged] = mergeStatements([
      allow(['sqs:SendMessage'], [queue]),
      allow(['sqs:SendMessage'], [queue]),
    ]);
    expect(merged).toEqual(allow(['sqs:SendMessage'], [queue]));
  });
});

describe('the step that grants', () => {
  const grant = {
    role: session,
    policyName: 'faultline-queue',
    statements: [allow(['sqs:SendMessage'], [queue])],
  };

  it('writes an inline policy of the least that was refused', () => {
    const { command, changes } = grantStep(grant, makeBuild());
    expect(command).toContain(
      'aws iam put-role-policy --role-name shop-build --policy-name faultline-queue-',
    );
    expect(command).toContain(`--policy-document '${getPolicyDocument(grant.statements)}'`);
    expect(changes).toBe(true);
  });

  it('never writes over what was granted after another failure', () => {
    const later = grantStep({ ...grant, statements: [allow(['sqs:SendMessage'], [other])] }, makeBuild());
    expect(getPolicyName(later.command)).not.toBe(getPolicyName(grantStep(grant, makeBuild()).command));
    expect(getPolicyName(grantStep(grant, undefined).command)).toBe(
      getPolicyName(grantStep(grant, makeBuild()).command),
    );
  });

  it('proves itself with the path of the role, which a session has lost', () => {
    expect(grantStep(grant, makeBuild({ role })).verify).toContain(`--policy-source-arn ${role} `);
    expect(grantStep(grant, makeBuild()).verify).toContain('"$(aws iam get-role --role-name shop-build');
  });

  it('asks each statement by itself, with the context that its condition wants', () => {
    const pass = allow(['iam:PassRole'], [role], {
      StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    });
    const { verify } = grantStep({ ...grant, statements: [...grant.statements, pass] }, undefined);
    const [first, second] = verify?.split(' && ') ?? [];
    expect(first).not.toContain('iam:PassRole');
    expect(second).toContain(
      '--context-entries ContextKeyName=iam:PassedToService,ContextKeyType=string,ContextKeyValues=ecs-tasks.amazonaws.com',
    );
  });

  it('says whose credentials it takes where the role is of another account', () => {
    const elsewhere = { ...grant, role: 'arn:aws:sts::444455556666:assumed-role/deploy/ci' };
    expect(grantStep(elsewhere, makeBuild()).title).toMatch(/with credentials of account 444455556666$/);
    expect(grantStep(grant, makeBuild()).title).toBe('Allow shop-build sqs:SendMessage');
  });

  it('writes the policy of a user where a user was refused', () => {
    const { command } = grantStep(
      { ...grant, role: 'arn:aws:iam::111122223333:user/ci/deployer' },
      undefined,
    );
    expect(command).toContain('aws iam put-user-policy --user-name deployer ');
  });
});

describe('the name of a role', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/service-role/shop-build', 'shop-build'],
    ['arn:aws:sts::111122223333:assumed-role/shop-build/AWSCodeBuild-1', 'shop-build'],
    ['shop-build', 'shop-build'],
    ['arn:aws:sts::xxx', 'YOUR_ROLE_NAME'],
    ['arn:aws:iam::111122223333:root', 'YOUR_ROLE_NAME'],
    [undefined, 'YOUR_ROLE_NAME'],
  ])('of %s is %s', (arn, name) => {
    expect(getRoleName(arn)).toBe(name);
  });
});

function getPolicyName(command: string | undefined): string | undefined {
  return /--policy-name (\S+)/.exec(command ?? '')?.[1];
}
