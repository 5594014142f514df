import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { connectAws } from '../../src/aws.ts';
import { answerQuestions } from '../../src/checks/answer.ts';
import { connectChecks } from '../../src/checks/clients.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import type { Report } from '../../src/model.ts';
import { diagnoseTarget } from '../../src/terminal/diagnose-targets.ts';
import { evaluate, getRolePolicies } from '../sandbox/aws/permissions.ts';
import { aws, useAws } from '../use-aws.ts';
import { runFix } from './run-fix.ts';

const ROLE = 'codebuild-flask-app-service-role';
const ROLE_ARN = `arn:aws:iam::111122223333:role/service-role/${ROLE}`;
const PARAMETER = 'arn:aws:ssm:eu-central-1:111122223333:parameter/my_app_Docker_credentials';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab';
const REPOSITORY = 'arn:aws:ecr:eu-central-1:111122223333:repository/flask-app';
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:flask-app';
const catalogue = compileCatalogue(signatures);

useAws();

/** The report that the command line prints of a scenario's build, with its checks. */
async function diagnose(scenario: string): Promise<Report> {
  const { record } = aws.load(scenario);
  const connect = connectAws({ endpoint: aws.url });
  const [outcome] = await diagnoseTarget(record.id, {
    stdin: process.stdin,
    aws: async () => connect(aws.client.region),
    tools: () => ({
      catalogue,
      answer: (questions, build) => answerQuestions(connectChecks(aws.client.region), questions, build),
    }),
  });
  if (!outcome || !('report' in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

/** Runs the steps that change permissions, each with its proof. Returns what the proofs print. */
async function follow({ fix }: Report): Promise<string[]> {
  const steps = fix.filter(({ changes, command }) => changes && command?.startsWith('aws iam '));
  const proofs: string[] = [];
  for (const { command = '', verify = '' } of steps) {
    await runFix(command, aws.environment);
    proofs.push(await runFix(verify, aws.environment));
  }
  return proofs;
}

/** Whether IAM lets the build's role do this now. */
async function decide(action: string, resource: string): Promise<string> {
  const role = aws.account.roles.get(ROLE);
  if (!role) throw new Error(`there is no role ${ROLE}`);
  const identityPolicies = getRolePolicies(aws.account, role);
  const verdict = await evaluate({
    principal: ROLE_ARN,
    action,
    resource,
    account: aws.account.id,
    identityPolicies,
  });
  return verdict.decision;
}

const PUSH = ['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'];

/** What was refused, and what its fix must not allow. */
const refusals: [scenario: string, refused: [string, string][], never: [string, string][]][] = [
  [
    'parameter-store-access-denied',
    [
      ['ssm:GetParameters', `${PARAMETER}_username`],
      ['ssm:GetParameters', `${PARAMETER}_password`],
      ['ssm:GetParameters', `${PARAMETER}_url`],
    ],
    [
      ['ssm:GetParameters', `${PARAMETER}_username2`],
      ['ssm:PutParameter', `${PARAMETER}_username`],
      ['ssm:DeleteParameter', `${PARAMETER}_password`],
    ],
  ],
  [
    'parameter-store-denied-in-command',
    [['ssm:GetParameter', `${PARAMETER}_password`]],
    [
      ['ssm:GetParameter', `${PARAMETER}_username`],
      ['ssm:PutParameter', `${PARAMETER}_password`],
    ],
  ],
  [
    'parameter-store-kms-denied',
    [['kms:Decrypt', KEY]],
    [
      ['kms:Decrypt', OTHER_KEY],
      ['kms:Encrypt', KEY],
      ['kms:ScheduleKeyDeletion', KEY],
    ],
  ],
  [
    'ecr-push-denied',
    PUSH.map((action): [string, string] => [`ecr:${action}`, REPOSITORY]),
    [
      ['ecr:PutImage', `${REPOSITORY}-2`],
      ['ecr:InitiateLayerUpload', REPOSITORY.replace('flask-app', 'other')],
      ['ecr:DeleteRepository', REPOSITORY],
      ['ecr:BatchDeleteImage', REPOSITORY],
    ],
  ],
  [
    'ecr-login-denied',
    [['ecr:GetAuthorizationToken', '*']],
    [
      ['ecr:PutImage', REPOSITORY],
      ['ecr:DescribeRegistry', '*'],
    ],
  ],
  [
    'other-action-denied',
    [['lambda:UpdateFunctionCode', FUNCTION]],
    [
      ['lambda:UpdateFunctionCode', `${FUNCTION}-2`],
      ['lambda:DeleteFunction', FUNCTION],
    ],
  ],
];

describe.each(refusals)('the fix of %s', (scenario, refused, never) => {
  it('lets through what was refused, and nothing else', async () => {
    const report = await diagnose(scenario);
    const decisions = (calls: [string, string][]) =>
      Promise.all(calls.map(([action, resource]) => decide(action, resource)));
    expect(await decisions(refused)).toEqual(refused.map(() => 'implicitDeny'));

    const proofs = (await follow(report)).join('').trim().split('\n');

    expect(await decisions(refused)).toEqual(refused.map(() => 'allowed'));
    expect(await decisions(never)).toEqual(never.map(() => 'implicitDeny'));
    // The step's own proof says so too, of every action on every resource that it grants.
    const proven = proofs.map((line) => line.split('\t'));
    expect(proven.filter(([, , decision]) => decision !== 'allowed')).toEqual([]);
    for (const call of refused) expect(proven).toContainEqual([...call, 'allowed']);
  });

  it('was confirmed in the account before', async () => {
    const { checks } = await diagnose(scenario);

    expect(checks.map(({ result }) => result)).toEqual(checks.map(() => 'confirmed'));
    expect(
      checks.every(({ detail }) =>
        detail.includes("simulated with the fix's statement added, IAM allows it"),
      ),
    ).toBe(true);
  });
});

describe('the fix of role-not-assumable', () => {
  /** Whether the role's trust policy lets a service assume it, on behalf of an account. */
  async function decideTrust(service: string, sourceAccount: string): Promise<string> {
    const verdict = await evaluate({
      principal: service,
      action: 'sts:AssumeRole',
      resource: ROLE_ARN,
      account: aws.account.id,
      identityPolicies: [],
      resourcePolicy: aws.account.roles.get(ROLE)?.trust,
      context: { 'aws:SourceAccount': sourceAccount },
    });
    return verdict.decision;
  }

  it('lets CodeBuild in, for this account only, and keeps whom the role trusted', async () => {
    const report = await diagnose('role-not-assumable');
    expect(await decideTrust('codebuild.amazonaws.com', '111122223333')).toBe('implicitDeny');

    const [proof] = await follow(report);

    expect(await decideTrust('codebuild.amazonaws.com', '111122223333')).toBe('allowed');
    expect(await decideTrust('codebuild.amazonaws.com', '444455556666')).toBe('implicitDeny');
    expect(await decideTrust('ec2.amazonaws.com', '111122223333')).toBe('implicitDeny');
    expect(await decideTrust('lambda.amazonaws.com', '111122223333')).toBe('allowed');
    expect(proof).toContain('codebuild.amazonaws.com');
  });
});
