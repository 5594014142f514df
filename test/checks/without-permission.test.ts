import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aws, slack, useWorld } from '../handlers/world.ts';
import { readDeployedPolicy } from '../sandbox/aws/index.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { listGrantedActions, PLACE } from './granted-actions.ts';

useWorld();

const Document = z.looseObject({
  Statement: z.array(z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) })),
});

/** The deployed policy without one action. */
function getPolicyWithout(action: string | undefined): Record<string, unknown> {
  const policy = Document.parse(
    readDeployedPolicy(PLACE, { readableObjects: 'arn:aws:s3:::*' }, 'buildFailed'),
  );
  const Statement = policy.Statement.map((statement) => ({
    ...statement,
    Action: [statement.Action].flat().filter((each) => each !== action),
  })).filter((statement) => statement.Action.length > 0);
  return { ...policy, Statement };
}

let runs = 0;
async function tell(scenario: string, without?: string): Promise<string> {
  runs += 1;
  aws.setCallerPolicy(getPolicyWithout(without));
  await aws.emit(aws.load(scenario, { project: `project-${runs}` }));
  expect(slack.messages(BUILDS)).toHaveLength(1);
  return JSON.stringify(slack.messages(BUILDS)).replaceAll('\\"', '"').replaceAll('’', "'");
}

/** Scenario, what its message must say all the same, and the actions whose absence it has to admit. */
const cases: [scenario: string, says: string, admits: string[]][] = [
  [
    'parameter-store-access-denied',
    'aws iam put-role-policy',
    ['iam:SimulatePrincipalPolicy', 'ssm:DescribeParameters'],
  ],
  ['parameter-not-found', 'aws ssm put-parameter', ['ssm:DescribeParameters']],
  [
    'action-denied-explicitly',
    'explicit deny',
    [
      'iam:SimulatePrincipalPolicy',
      'iam:ListAttachedRolePolicies',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:ListRolePolicies',
    ],
  ],
  [
    'action-denied-by-boundary',
    'permissions boundary',
    ['iam:GetRole', 'iam:GetPolicy', 'iam:GetPolicyVersion'],
  ],
  [
    'action-allowed-under-condition',
    'lambda:UpdateFunctionCode',
    ['iam:GetRolePolicy', 'iam:ListRolePolicies'],
  ],
  ['role-not-assumable', 'codebuild.amazonaws.com', ['iam:GetRole']],
  ['ecr-push-denied', 'ecr:CompleteLayerUpload', ['iam:SimulatePrincipalPolicy', 'ecr:GetRepositoryPolicy']],
  ['ecr-tag-immutable', 'put-image-tag-mutability', ['ecr:DescribeRepositories', 'ecr:DescribeImages']],
  ['ecr-image-tag-missing', 'aws ecr list-images', ['ecr:DescribeImages']],
  ['bucket-in-other-region', 'flask-app', ['s3:ListBucket']],
  [
    'vpc-without-way-out',
    'get.example.com',
    ['ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups', 'ec2:DescribeVpcEndpoints'],
  ],
  ['subnet-without-addresses', 'no free IP address', ['ec2:DescribeSubnets']],
  ['build-quota-used', 'used up', ['servicequotas:ListServiceQuotas']],
  ['build-timed-out', '--timeout-in-minutes', ['codebuild:ListBuildsForProject']],
  [
    'secret-not-found',
    'prod/flask-app/databse',
    ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets'],
  ],
  ['connection-pending', 'connection', ['codeconnections:GetConnection']],
  ['kms-key-scheduled-for-deletion', 'KMS key', ['kms:DescribeKey']],
  ['requirements-not-found', 'requirements', []],
  ['log-in-s3', 'requests', []],
  ['build-stopped', 'stopped', []],
  ['pipeline-build-failed', 'aws codepipeline', []],
];

describe('without a permission', () => {
  for (const [scenario, says, admits] of cases)
    it.each(admits)(`${scenario} is told all the same, and that %s is missing`, async (action) => {
      const text = await tell(scenario, action);
      expect(text).toContain(says);
      expect(text).toContain(`Faultline's role may not do ${action}`);
    });
});

/** Without its own table Faultline does not know what it has told: it tells nothing then, and is tried again. */
const OWN_TABLE = /^dynamodb:/;

describe.each(listGrantedActions('buildFailed').filter((action) => !OWN_TABLE.test(action)))(
  'without %s',
  (action) => {
    it.each(['parameter-store-access-denied', 'pipeline-build-failed', 'unknown-failure'])(
      '%s is still told',
      async (scenario) => {
        const text = await tell(scenario, action);
        expect(text).toContain('aws code');
      },
    );
  },
);

it.each(cases)('with all permissions %s is told, and nothing was refused', async (scenario, says) => {
  const text = await tell(scenario);
  expect(text).toContain(says);
  expect(text).not.toContain("Faultline's role may not");
});

it('tells nothing without its own table, and what it could not tell comes again', async () => {
  aws.setCallerPolicy(getPolicyWithout('dynamodb:UpdateItem'));
  const [delivery] = await aws.emit(aws.load('requirements-not-found', { project: 'project-table' }));
  expect(String(delivery?.error)).toContain('dynamodb:UpdateItem');
  expect(slack.messages(BUILDS)).toEqual([]);
  aws.setCallerPolicy(getPolicyWithout(undefined));
  await aws.redeliver();
  expect(slack.messages(BUILDS)).toHaveLength(1);
});
