import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { getOpeningSteps } from '../../src/fix/open-account.ts';
import { listGrants } from '../checks/granted-actions.ts';
import { resolve, type Scope } from '../sandbox/aws/cloudformation.ts';
import { matchesPattern, readDeployment } from '../sandbox/aws/index.ts';
import { evaluate } from '../sandbox/aws/permissions.ts';
import { TAGS } from '../sandbox/aws/serverless-file.ts';
import { BOT } from './world.ts';

const MEMBER = '444455556666';
const REGION = 'us-east-1';
const file = new URL('../../docs/examples/member-account.template.yml', import.meta.url);
const statement = z.looseObject({
  Action: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
});
const templateSchema = z.object({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.string().optional() })),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) }),
  ),
});
const policies = z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) }));
const template = templateSchema.parse(parse(readFileSync(file, 'utf8'), { customTags: TAGS }));
const scope: Scope = {
  refs: {
    ...Object.fromEntries(
      Object.entries(template.Parameters).map(([name, { Default = '' }]) => [name, Default]),
    ),
    BotAccount: BOT,
    BotRegion: 'eu-central-1',
    ExternalId: 'one-of-our-own',
    ReadableObjects: 'arn:aws:s3:::logs/*',
    'AWS::Partition': 'aws',
    'AWS::AccountId': MEMBER,
    'AWS::Region': REGION,
  },
  attributes: { 'ForwardRole.Arn': `arn:aws:iam::${MEMBER}:role/forward` },
  conditions: template.Conditions,
};
const get = (name: string) => resolve(template.Resources[name]?.Properties, scope) as Record<string, unknown>;

function listActions(role: Record<string, unknown>): string[] {
  const statements = policies.parse(role.Policies).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}

/** What concerns Faultline's own account alone. */
const OWN =
  /^(?:dynamodb|events|sqs|kms:(?!DescribeKey)|ssm:GetParameter|sts:AssumeRole|logs:(?:Create|Put)|ec2:\w*(?:NetworkInterface|PrivateIp))/;

describe('the template of a member account', () => {
  it('lets Faultline read there what it may read at home, and nothing else', () => {
    const athome = listGrants('buildFailed').flatMap(({ actions }) => actions);
    const swept = listGrants('sweep').flatMap(({ actions }) => actions);
    const wanted = [...new Set([...athome, ...swept])].filter((action) => !OWN.test(action));
    expect(listActions(get('Reader')).filter((action) => action !== 'codebuild:ListProjects')).toEqual(
      wanted.filter((action) => action !== 'codebuild:ListProjects').sort(),
    );
    expect(
      listActions(get('Reader')).filter(
        (action) => !/:(?:BatchGet|Get|List|Describe|Lookup|Decode|Simulate)/.test(action),
      ),
    ).toEqual([]);
  });

  it.each([
    [
      'a role of Faultline with the external id',
      'faultline-prod-BuildFailedRole-1A2B',
      'one-of-our-own',
      'allowed',
    ],
    [
      'a role of Faultline with another external id',
      'faultline-prod-BuildFailedRole-1A2B',
      'guessed',
      'implicitDeny',
    ],
    ['a role of Faultline without one', 'faultline-prod-BuildFailedRole-1A2B', undefined, 'implicitDeny'],
    ['another role of that account', 'admin', 'one-of-our-own', 'implicitDeny'],
  ])('answers %s', async (_who, role, externalId, decision) => {
    const principal = `arn:aws:iam::${BOT}:role/${role}`;
    const verdict = await evaluate({
      principal,
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${MEMBER}:role/faultline-reader`,
      account: MEMBER,
      identityPolicies: [
        {
          name: 'bot',
          policy: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
          },
        },
      ],
      resourcePolicy: get('Reader').AssumeRolePolicyDocument,
      context: { 'aws:PrincipalArn': principal, ...(externalId && { 'sts:ExternalId': externalId }) },
    });
    expect(verdict.decision).toBe(decision);
  });

  it('forwards all that Faultline listens to for builds, over the one bus that its role may write to', () => {
    const { EventPattern, Targets } = z
      .object({
        EventPattern: z.record(z.string(), z.unknown()),
        Targets: z.array(z.object({ Arn: z.string(), RoleArn: z.string() })),
      })
      .parse(get('ForwardRule'));
    const listened = readDeployment().rules.find(({ pattern }) =>
      JSON.stringify(pattern).includes('aws.codebuild'),
    );
    expect(EventPattern).toEqual(listened?.pattern);
    expect(
      matchesPattern(EventPattern, {
        source: 'aws.codebuild',
        'detail-type': 'CodeBuild Build State Change',
        detail: { 'build-status': 'IN_PROGRESS' },
      } as never),
    ).toBe(false);
    const bus = `arn:aws:events:eu-central-1:${BOT}:event-bus/default`;
    expect(Targets.map(({ Arn }) => Arn)).toEqual([bus]);
    expect(JSON.stringify(get('ForwardRole').Policies)).toContain(`"Resource":"${bus}"`);
  });

  it('takes every parameter that a message gives it', () => {
    const home = { account: BOT, region: 'eu-central-1' };
    const settings = { role: undefined, externalId: { value: 'one-of-our-own' } };
    const [create] = getOpeningSteps('refused', { account: MEMBER, region: REGION }, settings, home);
    const given = [...(create?.command ?? '').matchAll(/ (\w+)=/g)].map(([, name = '']) => name);
    expect(given).toEqual(['BotAccount', 'BotRegion', 'ReaderRole', 'ExternalId']);
    expect(given.filter((name) => !(name in template.Parameters))).toEqual([]);
    const needed = Object.entries(template.Parameters).filter(([, { Default }]) => Default === undefined);
    expect(needed.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
    expect(Object.keys(template.Parameters).filter((name) => name in template.Resources)).toEqual([]);
  });
});
