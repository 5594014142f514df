import { describe, expect, it } from 'vitest';
import { getAccessSteps } from '../../src/fix/denial.ts';
import { allow } from '../../src/fix/policy.ts';
import { getRefusedStatements, refused } from '../../src/fix/refused.ts';
import { makeBuild } from './make-build.ts';

const [pattern] = refused('[a-z][\\w-]+:[A-Z]\\w*');
const principal = 'arn:aws:sts::111122223333:assumed-role/shop-build/AWSCodeBuild-1';
const resource = 'arn:aws:sqs:eu-west-1:111122223333:jobs';

function read(line: string): Record<string, string | undefined> {
  return { ...pattern?.line.exec(line)?.groups };
}

describe('a refused call', () => {
  it.each([
    ['bare', `User: ${principal} is not authorized to perform: sqs:SendMessage on resource: ${resource}`],
    [
      'at the end of a sentence',
      `User: ${principal} is not authorized to perform: sqs:SendMessage on resource: ${resource}.`,
    ],
    [
      'quoted by S3',
      `User: ${principal} is not authorized to perform: sqs:SendMessage on resource: "${resource}" because no identity-based policy allows the sqs:SendMessage action`,
    ],
    [
      'inside JSON',
      `{"message":"User: ${principal} is not authorized to perform: sqs:SendMessage on resource: \\"${resource}\\""}`,
    ],
    ['without colons', `${principal} is not authorized to perform sqs:SendMessage on resource ${resource}`],
    [
      'followed by HTML',
      `User: ${principal} is not authorized to perform: sqs:SendMessage on resource: ${resource}<br>`,
    ],
    [
      'of CloudFormation',
      `API: sqs:SendMessage User: ${principal} is not authorized to perform: sqs:SendMessage on resource: ${resource} because no identity-based policy allows it`,
    ],
  ])('is read %s', (_how, line) => {
    expect(read(line)).toMatchObject({ principal, action: 'sqs:SendMessage', resource });
  });

  it.each([
    [
      'because no identity-based policy allows the sqs:SendMessage action',
      { missing: 'identity-based policy' },
    ],
    [
      'because no permissions boundary allows the sqs:SendMessage action',
      { missing: 'permissions boundary' },
    ],
    ['because no VPC endpoint policy allows the sqs:SendMessage action', { missing: 'VPC endpoint policy' }],
    [
      'with an explicit deny in a service control policy',
      { deny: 'explicit deny in a service control policy' },
    ],
    [
      'with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/x',
      { deny: 'explicit deny in an identity-based policy' },
    ],
    ['with an explicit deny', { deny: 'explicit deny' }],
  ])('tells the policy that decided: %s', (reason, facts) => {
    expect(
      read(
        `User: ${principal} is not authorized to perform: sqs:SendMessage on resource: ${resource} ${reason}`,
      ),
    ).toMatchObject(facts);
    expect(read(`User: ${principal} is not authorized to perform: sqs:SendMessage ${reason}`)).toMatchObject(
      facts,
    );
  });
});

describe('the statements of refused calls', () => {
  it('are one where several calls on one resource were refused', () => {
    const facts = { action: 'sqs:SendMessage', resource };
    const seen = [facts, { action: 'sqs:GetQueueUrl', resource }];
    expect(getRefusedStatements({ facts, seen })).toEqual([
      allow(['sqs:SendMessage', 'sqs:GetQueueUrl'], [resource]),
    ]);
  });

  it('name all resources only for an action that takes none', () => {
    expect(getRefusedStatements({ facts: { action: 'ec2:DescribeVpcs' } })).toEqual([
      allow(['ec2:DescribeVpcs'], ['*']),
    ]);
    expect(getRefusedStatements({ facts: { action: 'ec2:CreateVpc' } })).toEqual([
      allow(['ec2:CreateVpc'], ['YOUR_RESOURCE_ARN']),
    ]);
  });

  it.each([
    ['arn:***:iam::444455556666:role***Deploy', 'arn:aws:iam::444455556666:role*Deploy'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as CDK and CloudFormation leave it in a message
    ['arn:${AWS::Partition}:iam::444455556666:role/deploy', 'YOUR_RESOURCE_ARN'],
    ['arn:aws:iam::<management account>:role/deploy', 'arn:aws:iam::YOUR_MANAGEMENT_ACCOUNT:role/deploy'],
    ['role deploy', 'arn:aws:iam::111122223333:role/deploy'],
    [
      'arn:aws-us-gov:sqs:us-gov-west-1:444455556666:jobs',
      'arn:aws-us-gov:sqs:us-gov-west-1:444455556666:jobs',
    ],
  ])('name %s as a policy may', (named, written) => {
    const [statement] = getRefusedStatements({
      facts: { action: 'iam:GetRole', resource: named },
      build: makeBuild(),
    });
    expect(statement?.Resource).toEqual([written]);
  });
});

describe('what lets a refused call through', () => {
  const grant = {
    role: principal,
    policyName: 'faultline-queue',
    statements: [allow(['sqs:SendMessage'], [resource])],
  };
  const facts = { action: 'sqs:SendMessage', resource, principal };
  const steps = (more: Record<string, string>) => getAccessSteps(grant, { ...facts, ...more }, makeBuild());

  it('is a statement where no identity-based policy allows it', () => {
    expect(steps({ missing: 'identity-based policy' })[0]?.command).toContain('put-role-policy');
    expect(steps({})[0]?.command).toContain('put-role-policy');
  });

  it.each([
    [
      'explicit deny in a service control policy',
      'list-policies-for-target --target-id 111122223333 --filter SERVICE_CONTROL_POLICY',
    ],
    ['explicit deny in a resource control policy', '--filter RESOURCE_CONTROL_POLICY'],
    ['explicit deny in an identity-based policy', 'MatchedStatements[].SourcePolicyId'],
    ['explicit deny', 'MatchedStatements[].SourcePolicyId'],
    ['explicit deny in a VPC endpoint policy', 'Values=com.amazonaws.eu-west-1.sqs*'],
    ['explicit deny in a resource-based policy', 'aws sqs get-queue-attributes'],
  ])('is no statement where there is an %s', (deny, look) => {
    const [first, ...rest] = steps({ deny });
    expect(first?.command).toContain(look);
    expect(first?.title).toContain('sqs:SendMessage');
    expect(JSON.stringify([first, ...rest])).not.toContain('put-role-policy');
  });

  it('is the boundary first, then the statement', () => {
    const [first, second] = steps({ missing: 'permissions boundary' });
    expect(first?.command).toBe('aws iam get-role --role-name shop-build --query Role.PermissionsBoundary');
    expect(second?.command).toContain('put-role-policy');
  });
});
