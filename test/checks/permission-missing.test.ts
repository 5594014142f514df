import { beforeEach, describe, expect, it } from 'vitest';
import { allow } from '../../src/fix/policy.ts';
import { aws, useAws } from '../use-aws.ts';
import { type AccountFacts, ask, ROLE } from './ask.ts';

useAws();
beforeEach(() => {
  aws.calls.length = 0;
});

const PARAMETER = 'arn:aws:ssm:eu-central-1:111122223333:parameter/app';
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const withInline = (inline: object, more: object = {}): AccountFacts => ({
  roles: { [ROLE]: { inline, ...more } },
});
const question = {
  kind: 'permission-missing',
  action: 'ssm:GetParameters',
  resource: `${PARAMETER}/db`,
} as const;

function countCalls(operation: string): number {
  return aws.calls.filter((call) => call.operation === operation).length;
}

describe('whether a permission is missing', () => {
  it('is asked of several actions on one resource in one call, and once more with the fix', async () => {
    const statements = [allow(['ssm:GetParameter', 'ssm:GetParameters'], [PARAMETER])];
    const answer = await ask(aws, withInline({}), { ...question, resource: PARAMETER, statements });
    expect(answer).toMatchObject({
      result: 'confirmed',
      facts: { further: `ssm:GetParameter ${PARAMETER}` },
    });
    expect(countCalls('SimulatePrincipalPolicy')).toBe(2);
  });

  it('is refuted where a wildcard covers it', async () => {
    const allowed = policy({ Effect: 'Allow', Action: 'ssm:Get*', Resource: `${PARAMETER}/*` });
    const answer = await ask(aws, withInline({ Read: allowed }), question);
    expect(answer).toMatchObject({ result: 'refuted' });
    expect(answer?.facts?.suspects).toContain("the parameter's KMS key");
  });

  it('is confirmed where a wildcard covers only others', async () => {
    const allowed = policy({ Effect: 'Allow', Action: 'ssm:Get*', Resource: `${PARAMETER}-other/*` });
    const answer = await ask(aws, withInline({ Read: allowed }), question);
    expect(answer?.detail).toContain("with the fix's statement added, IAM allows it");
  });

  it('names the kind of policy that AWS itself named', async () => {
    const allowed = policy({ Effect: 'Allow', Action: 'ssm:*', Resource: '*' });
    const answer = await ask(aws, withInline({ All: allowed }), { ...question, said: 'VPC endpoint policy' });
    expect(answer?.detail).toContain('the VPC endpoint policy that AWS named');
  });

  it('suspects the endpoint of a build in a VPC', async () => {
    const allowed = policy({ Effect: 'Allow', Action: 'ssm:*', Resource: '*' });
    const answer = await ask(aws, withInline({ All: allowed }), question, { inVpc: true });
    expect(answer?.facts?.suspects).toContain('a VPC endpoint policy');
  });

  it('excludes the organization where IAM has asked it', async () => {
    const all = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
    const answer = await ask(aws, { ...withInline({ All: all }), serviceControlPolicies: [all] }, question);
    expect(answer?.facts?.suspects).not.toContain('SCP');
  });

  it('names statement and policy of a deny, also of one without a Sid and with NotAction', async () => {
    const denied = policy(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
    );
    const answer = await ask(aws, withInline({ OnlyS3: denied }), question);
    expect(answer?.detail).toContain('Statement number 2 of the policy OnlyS3 denies ssm:GetParameters');
    expect(answer?.facts).toMatchObject({
      deny: 'explicit deny in an identity-based policy',
      denyPolicy: 'OnlyS3',
    });
  });

  it('reads no policy where the simulation has said it all', async () => {
    await ask(aws, withInline({}), question);
    expect(countCalls('ListRolePolicies') + countCalls('GetRolePolicy') + countCalls('GetRole')).toBe(0);
  });

  it('names the boundary that denies', async () => {
    const boundary = 'arn:aws:iam::111122223333:policy/Edge';
    const account = {
      ...withInline({ All: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) }, { boundary }),
      policies: {
        [boundary]: policy(
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Sid: 'NoParameters', Effect: 'Deny', Action: 'ssm:*', Resource: '*' },
        ),
      },
    };
    const answer = await ask(aws, account, question);
    expect(answer?.detail).toContain('Statement NoParameters of the boundary Edge denies');
    expect(answer?.facts?.deny).toBe('explicit deny in a permissions boundary');
  });

  it.each([
    ['arn:aws:sts::999988887777:assumed-role/deploy/session', 'deploy is of account 999988887777'],
    ['arn:aws:iam::111122223333:user/alice', 'alice is an IAM user'],
    ['arn:aws:sts::111122223333:federated-user/bob', 'does not say whole who was refused'],
  ])('is not known of %s, and says why', async (principal, why) => {
    const answer = await ask(aws, withInline({}), { ...question, principal });
    expect(answer).toMatchObject({ result: 'unknown', detail: expect.stringContaining(why) });
  });

  it('is not known where the log names no resource', async () => {
    const answer = await ask(aws, withInline({}), {
      kind: 'permission-missing',
      action: 'kms:Decrypt',
      statements: [allow(['kms:Decrypt'], ['YOUR_KMS_KEY_ARN'])],
    });
    expect(answer).toMatchObject({ result: 'unknown', detail: expect.stringContaining('on which resource') });
  });
});

describe('an encoded refusal', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const action = 'ec2:DescribeInstances';

  it('is decoded, and IAM asked about what is in it', async () => {
    const principal = { arn: `arn:aws:sts::111122223333:assumed-role/${ROLE}/AWSCodeBuild-1` };
    const message = encode({ allowed: false, context: { principal, action, resource: '*' } });
    const answer = await ask(aws, withInline({}), { kind: 'refusal-encoded', message });
    expect(answer).toMatchObject({ result: 'confirmed', facts: { action, resource: '*' } });
    expect(answer?.detail).toContain(`No policy of the role allows ${action}`);
  });

  it.each([encode({}), 'cut'])('that cannot be read is not known: %s', async (message) => {
    const answer = await ask(aws, withInline({}), { kind: 'refusal-encoded', message });
    expect(answer).toMatchObject({ result: 'unknown' });
  });
});
