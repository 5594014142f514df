import {
  AttachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startAws } from './index.ts';

const NAME = 'codebuild-flask-app-service-role';
const ROLE = `arn:aws:iam::111122223333:role/service-role/${NAME}`;
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:flask-app';
const BASE = 'arn:aws:iam::111122223333:policy/service-role/CodeBuildBasePolicy-flask-app-eu-central-1';
let aws: LocalAws;
let iam: IAMClient;

function statement(Effect: 'Allow' | 'Deny', Action: string, Resource: string): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] });
}

async function simulate(action: string, resource: string, more: object = {}) {
  const command = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: ROLE,
    ActionNames: [action],
    ResourceArns: [resource],
    ...more,
  });
  const [result] = (await iam.send(command)).EvaluationResults ?? [];
  return result;
}

beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(aws.client);
});
beforeEach(() => void aws.load('other-action-denied'));
afterAll(() => aws.stop());

describe('SimulatePrincipalPolicy', () => {
  it('allows what an attached policy allows, and names the policy', async () => {
    const group = 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/codebuild/flask-app';

    const result = await simulate('logs:CreateLogGroup', group);

    expect(result).toMatchObject({ EvalDecision: 'allowed', EvalResourceName: group });
    expect(result?.MatchedStatements?.[0]?.SourcePolicyId).toBe('CodeBuildBasePolicy-flask-app-eu-central-1');
  });

  it('denies implicitly what nothing allows', async () => {
    expect(await simulate('lambda:UpdateFunctionCode', FUNCTION)).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
  });

  it('answers for each action and each resource', async () => {
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: ROLE,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::codepipeline-eu-central-1-1/a', 'arn:aws:s3:::other/a'],
    });

    const { EvaluationResults } = await iam.send(command);

    expect(EvaluationResults?.map((result) => result.EvalDecision)).toEqual([
      'allowed',
      'implicitDeny',
      'allowed',
      'implicitDeny',
    ]);
  });

  it('counts the policies of the question as if the role had them', async () => {
    const allowed = { PolicyInputList: [statement('Allow', 'lambda:UpdateFunctionCode', FUNCTION)] };
    const forAnother = {
      PolicyInputList: [statement('Allow', 'lambda:UpdateFunctionCode', `${FUNCTION}-2`)],
    };

    expect(await simulate('lambda:UpdateFunctionCode', FUNCTION, allowed)).toMatchObject({
      EvalDecision: 'allowed',
    });
    expect(await simulate('lambda:UpdateFunctionCode', FUNCTION, forAnother)).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
  });

  it('lets an explicit deny win', async () => {
    const both = {
      PolicyInputList: [
        statement('Allow', 'lambda:*', '*'),
        statement('Deny', 'lambda:UpdateFunctionCode', '*'),
      ],
    };

    expect(await simulate('lambda:UpdateFunctionCode', FUNCTION, both)).toMatchObject({
      EvalDecision: 'explicitDeny',
    });
  });

  it('says when it is the permissions boundary that does not allow', async () => {
    aws.load('action-denied-by-boundary');

    const result = await simulate('lambda:UpdateFunctionCode', FUNCTION);

    expect(result?.EvalDecision).toBe('implicitDeny');
    expect(result?.PermissionsBoundaryDecisionDetail).toEqual({ AllowedByPermissionsBoundary: false });
  });

  it('says when it is the organization that denies', async () => {
    aws.load('action-denied-by-organization');

    const result = await simulate('lambda:UpdateFunctionCode', FUNCTION);

    expect(result?.EvalDecision).toBe('explicitDeny');
    expect(result?.OrganizationsDecisionDetail).toEqual({ AllowedByOrganizations: false });
  });

  it('judges conditions by the context of the question', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'lambda:UpdateFunctionCode',
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
        },
      ],
    };
    const ask = (region: string) =>
      simulate('lambda:UpdateFunctionCode', FUNCTION, {
        PolicyInputList: [JSON.stringify(policy)],
        ContextEntries: [
          { ContextKeyName: 'aws:RequestedRegion', ContextKeyValues: [region], ContextKeyType: 'string' },
        ],
      });

    expect(await ask('eu-central-1')).toMatchObject({ EvalDecision: 'allowed' });
    expect(await ask('us-east-1')).toMatchObject({ EvalDecision: 'implicitDeny' });
  });

  it('takes a star in the question for a letter, as IAM does', async () => {
    const oneFunction = { PolicyInputList: [statement('Allow', 'lambda:UpdateFunctionCode', FUNCTION)] };
    const all = { PolicyInputList: [statement('Allow', 'lambda:UpdateFunctionCode', '*')] };
    const token = { PolicyInputList: [statement('Allow', 'ecr:GetAuthorizationToken', '*')] };

    expect(await simulate('lambda:UpdateFunctionCode', '*', oneFunction)).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
    expect(await simulate('lambda:UpdateFunctionCode', '*', all)).toMatchObject({ EvalDecision: 'allowed' });
    expect(await simulate('ecr:GetAuthorizationToken', '*', token)).toMatchObject({
      EvalDecision: 'allowed',
    });
    expect(await simulate('ecr:GetAuthorizationToken', FUNCTION, token)).toMatchObject({
      EvalDecision: 'allowed',
    });
  });

  it('refuses a session, an unknown role and an unknown action', async () => {
    const session = { PolicySourceArn: `arn:aws:sts::111122223333:assumed-role/${NAME}/x` };
    const gone = { PolicySourceArn: 'arn:aws:iam::111122223333:role/gone' };

    await expect(simulate('s3:GetObject', '*', session)).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await expect(simulate('s3:GetObject', '*', gone)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(simulate('s3:Fly', '*')).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('roles and policies', () => {
  it('tells a role with its trust policy', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: NAME }));

    expect(Role?.Arn).toBe(ROLE);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('codebuild.amazonaws.com');
  });

  it('says in its own words that a role is missing', async () => {
    await expect(iam.send(new GetRoleCommand({ RoleName: 'gone' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name gone cannot be found.',
    });
  });

  it('tells the documents of attached policies', async () => {
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: NAME }));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: BASE }));
    const version = new GetPolicyVersionCommand({ PolicyArn: BASE, VersionId: Policy?.DefaultVersionId });
    const { PolicyVersion } = await iam.send(version);

    expect(attached.AttachedPolicies?.map((policy) => policy.PolicyArn)).toEqual([BASE]);
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('logs:PutLogEvents');
  });

  it('takes a fix: what was denied is allowed once the policy is put', async () => {
    const fix = statement('Allow', 'lambda:UpdateFunctionCode', FUNCTION);
    await iam.send(new PutRolePolicyCommand({ RoleName: NAME, PolicyName: 'Fix', PolicyDocument: fix }));

    const names = await iam.send(new ListRolePoliciesCommand({ RoleName: NAME }));
    const stored = await iam.send(new GetRolePolicyCommand({ RoleName: NAME, PolicyName: 'Fix' }));

    expect(names.PolicyNames).toEqual(['Fix']);
    expect(JSON.parse(decodeURIComponent(stored.PolicyDocument ?? ''))).toEqual(JSON.parse(fix));
    expect(await simulate('lambda:UpdateFunctionCode', FUNCTION)).toMatchObject({ EvalDecision: 'allowed' });
  });

  it('takes an attachment and a new trust policy', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName: NAME, PolicyArn: BASE }));
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: NAME, PolicyDocument: '{"Version":"2012-10-17"}' }),
    );

    const { Role } = await iam.send(new GetRoleCommand({ RoleName: NAME }));

    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe('{"Version":"2012-10-17"}');
  });

  it('refuses a policy that is no JSON', async () => {
    const command = new PutRolePolicyCommand({ RoleName: NAME, PolicyName: 'Fix', PolicyDocument: '{' });

    await expect(iam.send(command)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });
});

describe('STS', () => {
  it('says who calls', async () => {
    const identity = await new STSClient(aws.client).send(new GetCallerIdentityCommand({}));

    expect(identity).toMatchObject({ Account: '111122223333' });
  });

  it('refuses a role whose trust policy does not name the account', async () => {
    const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'me' });

    await expect(new STSClient(aws.client).send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('decodes an authorization message', async () => {
    const EncodedMessage = Buffer.from('{"allowed":false}').toString('base64url');

    const answer = await new STSClient(aws.client).send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage }),
    );

    expect(answer.DecodedMessage).toBe('{"allowed":false}');
  });
});
