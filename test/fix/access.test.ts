import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { getAssumeRoleSteps } from '../../src/fix/assume-role.ts';
import { getPullStatements, getPushStatements } from '../../src/fix/ecr.ts';
import { findParameterName, getParameterArns, getPutParameterStep } from '../../src/fix/parameters.ts';
import { mergeStatements, type Statement } from '../../src/fix/policy.ts';
import { getS3Statements } from '../../src/fix/s3-access.ts';
import { getSecretArn, listSecretIds } from '../../src/fix/secrets.ts';
import { trustRoleStep, trustServiceStep } from '../../src/fix/trust.ts';
import { getVpcStatements } from '../../src/fix/vpc-permissions.ts';
import { evaluate } from '../sandbox/aws/permissions.ts';
import { makeBuild } from './make-build.ts';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/service-role/shop-build`;
const principal = `arn:aws:sts::${account}:assumed-role/shop-build/AWSCodeBuild-1`;
const repository = `arn:aws:ecr:eu-west-1:${account}:repository/shop`;

/** IAM's own answer once the statements are there. */
async function decide(
  statements: readonly Statement[],
  action: string,
  resource: string,
  context?: Record<string, string | string[]>,
): Promise<string> {
  const policy = { Version: '2012-10-17', Statement: mergeStatements(statements) };
  const identityPolicies = [{ name: 'faultline', policy }];
  const verdict = await evaluate({ principal: role, action, resource, account, identityPolicies, context });
  return verdict.decision;
}

describe('parameters', () => {
  const first = {
    action: 'ssm:GetParameters',
    resource: `arn:aws:ssm:eu-west-1:${account}:parameter/app_user`,
  };

  it('are all that the build reads, where CodeBuild stopped at the first', () => {
    const build = makeBuild({
      environment: [
        { name: 'USER', type: 'PARAMETER_STORE', reference: 'app_user' },
        { name: 'PASSWORD', type: 'PARAMETER_STORE', reference: '/app/password' },
        { name: 'MODE', type: 'PLAINTEXT' },
      ],
      source: { type: 'GITHUB', buildspec: 'version: 0.2\nenv:\n  parameter-store:\n    URL: /app/url\n' },
    });
    expect(getParameterArns(first, build)).toEqual([
      first.resource,
      `arn:aws:ssm:eu-west-1:${account}:parameter/app/password`,
      `arn:aws:ssm:eu-west-1:${account}:parameter/app/url`,
    ]);
  });

  it('are the refused one alone where a command asked for it', () => {
    const build = makeBuild({ environment: [{ name: 'USER', type: 'PARAMETER_STORE', reference: 'other' }] });
    expect(getParameterArns({ ...first, action: 'ssm:GetParameter' }, build)).toEqual([first.resource]);
  });

  it('keep the partition of the refused one', () => {
    const resource = `arn:aws-cn:ssm:cn-north-1:${account}:parameter/app`;
    const build = makeBuild({ environment: [{ name: 'X', type: 'PARAMETER_STORE', reference: '/x' }] });
    expect(getParameterArns({ ...first, resource }, build)[1]).toBe(
      `arn:aws-cn:ssm:cn-north-1:${account}:parameter/x`,
    );
  });

  it.each([
    ['parameter/app_user', 'app_user'],
    ['parameter/app/user', '/app/user'],
  ])('are called by name: %s is %s', (path, name) => {
    expect(findParameterName({ resource: `arn:aws:ssm:eu-west-1:${account}:${path}` })).toBe(name);
  });

  it('are created from a prompt, never from a value in the command', () => {
    const { command = '' } = getPutParameterStep('/app/user', makeBuild());
    const script = `aws() { printf '<%s>' "$@"; }; ${command.replace('printf', 'true')}`;
    const printed = execFileSync('bash', ['-c', script], { input: 'it\'s "so"\n', encoding: 'utf8' });
    expect(printed).toBe(
      '<ssm><put-parameter><--type><SecureString><--name></app/user><--value><it\'s "so"><--region><eu-west-1>',
    );
  });
});

describe('secrets', () => {
  it.each([
    ['map-env', `arn:aws:secretsmanager:eu-west-1:${account}:secret:map-env-??????`],
    [
      `arn:aws:secretsmanager:us-west-2:${account}:secret:db-GXyUCE`,
      `arn:aws:secretsmanager:us-west-2:${account}:secret:db-GXyUCE`,
    ],
    [
      `arn:aws:secretsmanager:us-west-2:${account}:secret:my-secret`,
      `arn:aws:secretsmanager:us-west-2:${account}:secret:my-secret-??????`,
    ],
  ])('are named as a policy must: %s', (id, arn) => {
    expect(getSecretArn(id, makeBuild())).toBe(arn);
  });

  it('are known from the command or the environment where no message names them', () => {
    const command = 'aws secretsmanager get-secret-value --secret-id shop/db --query SecretString';
    const environment = [{ name: 'T', type: 'SECRETS_MANAGER' as const, reference: 'shop/npm:token' }];
    expect(listSecretIds({ facts: {}, command })).toEqual(['shop/db']);
    expect(listSecretIds({ facts: {}, build: makeBuild({ environment }) })).toEqual(['shop/npm']);
  });
});

describe('what a push or a pull takes', () => {
  const facts = { action: 'ecr:CompleteLayerUpload', resource: repository, principal };

  it.each([
    'ecr:BatchCheckLayerAvailability',
    'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart',
    'ecr:CompleteLayerUpload',
    'ecr:PutImage',
    'ecr:BatchGetImage',
  ])('is allowed at once, on this repository only: %s', async (action) => {
    expect(await decide(getPushStatements(facts, makeBuild()), action, repository)).toBe('allowed');
    expect(await decide(getPushStatements(facts, makeBuild()), action, `${repository}-2`)).toBe(
      'implicitDeny',
    );
  });

  it('includes the login', async () => {
    expect(await decide(getPushStatements(facts, makeBuild()), 'ecr:GetAuthorizationToken', '*')).toBe(
      'allowed',
    );
  });

  it('of a pull includes no push', async () => {
    const statements = getPullStatements(
      { host: `${account}.dkr.ecr.us-east-1.amazonaws.com`, repository: 'base' },
      undefined,
    );
    const base = `arn:aws:ecr:us-east-1:${account}:repository/base`;
    expect(await decide(statements, 'ecr:GetDownloadUrlForLayer', base)).toBe('allowed');
    expect(await decide(statements, 'ecr:PutImage', base)).toBe('implicitDeny');
  });
});

describe('what S3 takes', () => {
  const artifact = 'arn:aws:s3:::artifacts/shop-pipeline/SourceArti/PNjKe3z';

  it('is the artifacts of the pipeline, not only the one of this run', async () => {
    const statements = getS3Statements({ facts: { resource: artifact }, phase: 'DOWNLOAD_SOURCE' });
    expect(
      await decide(statements, 's3:GetObject', 'arn:aws:s3:::artifacts/shop-pipeline/SourceArti/0a1B2c3'),
    ).toBe('allowed');
    expect(await decide(statements, 's3:GetObject', 'arn:aws:s3:::artifacts/other/SourceArti/0a1B2c3')).toBe(
      'implicitDeny',
    );
    expect(await decide(statements, 's3:GetBucketAcl', 'arn:aws:s3:::artifacts')).toBe('allowed');
  });

  it('is the exact object of a copy, the whole of a sync', async () => {
    const facts = { operation: 'PutObject', path: 's3://releases/app/1.zip' };
    const copy = getS3Statements({ facts, command: 'aws s3 cp 1.zip s3://releases/app/1.zip' });
    const sync = getS3Statements({ facts, command: 'aws s3 sync dist s3://releases/app' });
    expect(await decide(copy, 's3:PutObject', 'arn:aws:s3:::releases/app/1.zip')).toBe('allowed');
    expect(await decide(copy, 's3:PutObject', 'arn:aws:s3:::releases/app/2.zip')).toBe('implicitDeny');
    expect(await decide(sync, 's3:PutObject', 'arn:aws:s3:::releases/app/2.zip')).toBe('allowed');
  });

  it('is the IAM action behind an operation that is called otherwise', async () => {
    const statements = getS3Statements({ facts: { operation: 'ListObjectsV2', bucket: 'releases' } });
    expect(await decide(statements, 's3:ListBucket', 'arn:aws:s3:::releases')).toBe('allowed');
  });
});

describe('what a build in a VPC takes', () => {
  it('is an interface that only CodeBuild may use, in the subnet of the project', async () => {
    const statements = getVpcStatements({}, makeBuild());
    const interfaces = `arn:aws:ec2:eu-west-1:${account}:network-interface/eni-0a1b2c3d`;
    const context = {
      'ec2:AuthorizedService': 'codebuild.amazonaws.com',
      'ec2:Subnet': [`arn:aws:ec2:eu-west-1:${account}:subnet/YOUR_SUBNET_ID`],
    };
    expect(await decide(statements, 'ec2:CreateNetworkInterfacePermission', interfaces, context)).toBe(
      'allowed',
    );
    const other = { ...context, 'ec2:AuthorizedService': 'lambda.amazonaws.com' };
    expect(await decide(statements, 'ec2:CreateNetworkInterfacePermission', interfaces, other)).toBe(
      'implicitDeny',
    );
  });
});

describe('trust', () => {
  /** The statement that the command adds to those that are there: a literal of its query. */
  function getAdded(command = ''): unknown {
    const [, literal = ''] =
      /--query '\{Version: \S+, Statement: \[\S+, \[`(.+)`\]\]\[\]\}'\)"$/.exec(command) ?? [];
    return JSON.parse(literal);
  }

  it('in CodeBuild is for builds of this account only', () => {
    expect(getAdded(trustServiceStep('codebuild.amazonaws.com', role, makeBuild()).command)).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'codebuild.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });

  it('names the role that asks, whatever its path', () => {
    const step = trustRoleStep('arn:aws:iam::444455556666:role/deploy', principal, makeBuild());
    expect(step.title).toMatch(/with credentials of account 444455556666$/);
    expect(getAdded(step.command)).toMatchObject({
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Condition: {
        ArnLike: {
          'aws:PrincipalArn': [
            `arn:aws:iam::${account}:role/shop-build`,
            `arn:aws:iam::${account}:role/*/shop-build`,
          ],
        },
      },
    });
  });

  it('and permission are both given where AWS does not say which is missing', () => {
    const facts = { principal, resource: 'arn:aws:iam::444455556666:role/deploy' };
    const commands = (more: Record<string, string>) =>
      getAssumeRoleSteps({ facts: { ...facts, ...more }, build: makeBuild() }).map(
        ({ command }) => command?.split(' ')[2],
      );
    expect(commands({})).toEqual(['put-role-policy', 'update-assume-role-policy']);
    expect(commands({ missing: 'identity-based policy' })).toEqual(['put-role-policy']);
    expect(commands({ missing: 'resource-based policy' })).toEqual(['update-assume-role-policy']);
  });
});
