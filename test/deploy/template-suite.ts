import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { getPlainTemplate, renderTemplate } from '../../src/deploy/plain-template.ts';
import type { Package } from './package.ts';
import { getRolePolicy, readRole } from './role-policy.ts';
import { readRoutes } from './routes.ts';
import { list, makeStack, type Stack, type Template, templateSchema } from './stack.ts';

const PLACE = { account: '111122223333', region: 'eu-central-1' };
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0d1f5a2e-8c2b-4a7e-9d7c-1f2e3d4c5b6a';

/** Each way to deploy it, alone and all at once. */
const OPTIONS: Record<string, Record<string, string>> = {
  'nothing but the defaults': {},
  'a bus of its own, by name': { EventBus: 'builds' },
  'a bus of its own, by ARN': { EventBus: 'arn:aws:events:eu-central-1:111122223333:event-bus/builds' },
  'a table that is there': { ExistingTable: 'history' },
  'a key': { KmsKey: KEY },
  'a VPC': { VpcSubnets: 'subnet-0aa11bb22cc33dd44', VpcSecurityGroups: 'sg-0aa11bb22cc33dd44' },
  'a topic for alarms': { AlarmTopic: 'arn:aws:sns:eu-central-1:111122223333:alarms' },
  'an address for alarms': { AlarmEmail: 'ops@example.com' },
  'restarts of builds': { RetryBuilds: 'on', RetryUsers: 'U0123456789' },
  'objects, signatures and GitHub': {
    ReadableObjects: 'arn:aws:s3:::logs/*,arn:aws:s3:::artifacts/*',
    Signatures: 's3://bucket/signatures.yml',
    GitHubTokenParameter: '/faultline/github-token',
  },
  'other accounts': {
    MemberRole: 'faultline-reader',
    ExternalIdParameter: '/faultline/external-id',
    Accounts: '444455556666',
  },
};
const EVERYTHING = Object.assign({}, ...Object.values(OPTIONS));

/** Holds the template without a linter: what CloudFormation, IAM and Lambda would refuse. */
export function describeTemplate(getPackage: () => Package): void {
  const templates = {
    'the packaged template': () => getPackage().template,
    'the plain template': () => templateSchema.parse(getPlain(getPackage())),
  };
  describe.each(Object.entries(templates))('%s', (_name, getTemplate) => {
    describeOptions(getTemplate);
    describeContent(getTemplate);
  });
  describe('the plain template', () => describePlain(getPackage));
}

function describeOptions(getTemplate: () => Template): void {
  const make = (given: Record<string, string>) => makeStack(getTemplate(), given, PLACE);

  it.each([...Object.entries(OPTIONS), ['all of it', EVERYTHING] as const])(
    'makes a stack with %s',
    (_option, given) => {
      const stack = make(given);
      expect(readRoutes(stack).rules).toHaveLength(2);
      checkRoles(stack);
      checkFunctions(stack);
    },
  );

  it('takes what an option says', () => {
    const stack = make(EVERYTHING);
    expect(find(stack, 'Table')).toBeUndefined();
    expect(find(stack, 'RetryQueue')).toMatchObject({ KmsMasterKeyId: KEY });
    expect(find(stack, 'BuildFailedLogGroup')).toMatchObject({ KmsKeyId: KEY, RetentionInDays: '30' });
    expect(find(stack, 'SlackLambdaFunction')).toMatchObject({
      VpcConfig: { SubnetIds: ['subnet-0aa11bb22cc33dd44'], SecurityGroupIds: ['sg-0aa11bb22cc33dd44'] },
      Environment: { Variables: { FAULTLINE_TABLE: 'history', FAULTLINE_RETRY: 'on' } },
    });
    expect(find(stack, 'DeadQueueAlarm')?.AlarmActions).toEqual([
      'arn:aws:sns:eu-central-1:111122223333:alarms',
      'arn:aws:sns:eu-central-1:111122223333:AlarmMail',
    ]);
    const policy = JSON.stringify(getRolePolicy(stack, 'BuildFailedLambdaFunction'));
    expect(policy).toContain('"arn:aws:events:eu-central-1:111122223333:event-bus/builds"');
    expect(policy).toContain('"arn:aws:dynamodb:eu-central-1:111122223333:table/history/index/gsi1"');
    expect(policy).toContain('"arn:aws:s3:::bucket/signatures.yml"');
  });
}

function describeContent(getTemplate: () => Template): void {
  it('keeps the table, recovers it, lets records expire, and encrypts what it stores', () => {
    const stack = makeStack(getTemplate(), {}, PLACE);
    expect(getTemplate().Resources.Table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(find(stack, 'Table')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    for (const queue of list(stack, 'AWS::SQS::Queue', z.looseObject({})))
      expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
  });

  it('refuses a parameter that has not the form', () => {
    const { Parameters } = getTemplate();
    const fits = (name: string, value: string) =>
      new RegExp(String(Parameters[name]?.AllowedPattern ?? '')).test(value);
    for (const [name, value] of Object.entries(EVERYTHING))
      expect([name, fits(name, String(value))]).toEqual([name, true]);
    expect(fits('KmsKey', 'alias/mine')).toBe(false);
    expect(fits('VpcSubnets', 'subnet-1, subnet-2')).toBe(false);
    expect(fits('SlackBotTokenParameter', 'no-slash')).toBe(false);
  });
}

function describePlain(getPackage: () => Package): void {
  it('has the resources of the packaged one, without what Serverless uploads to', () => {
    const ids = (template: { Resources: object }) => Object.keys(template.Resources).sort();
    const packaged = ids(getPackage().template).filter((id) => !id.startsWith('ServerlessDeployment'));
    expect(ids(templateSchema.parse(getPlain(getPackage())))).toEqual(packaged);
  });

  it('takes the code from the zips beside it', () => {
    const { Resources } = templateSchema.parse(getPlain(getPackage()));
    const code = Object.values(Resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' ? [String(Properties.Code)] : [],
    );
    const build = join(import.meta.dirname, '..', '..', '.build');
    expect(code).toHaveLength(Object.keys(getPackage().folders).length);
    expect(code.filter((file) => !existsSync(join(build, file)))).toEqual([]);
  });

  it('names nothing that a second stack could not have, and nothing of Serverless', () => {
    const text = renderTemplate(getPlainTemplate(JSON.parse(getPackage().text)));
    expect(text).not.toMatch(/serverless|faultline-prod|prod-faultline/i);
    const named =
      /^ {6}(?:FunctionName|RoleName|QueueName|TableName|RuleName|LogGroupName|PolicyName|ManagedPolicyName|TopicName|AlarmName): \w/m;
    expect(text).not.toMatch(named);
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });
}

/** As the AWS CLI reads it. */
function getPlain({ text }: Package): unknown {
  return parse(renderTemplate(getPlainTemplate(JSON.parse(text))), { version: '1.1' });
}

const find = (stack: Stack, id: string) => stack.resources.find((resource) => resource.id === id)?.properties;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; white space does not count. */
function checkRoles(stack: Stack): void {
  for (const { id } of list(stack, 'AWS::IAM::Role', z.looseObject({}))) {
    const inline = readRole(stack, id).Policies.map(({ PolicyDocument }) => JSON.stringify(PolicyDocument));
    expect(inline.join('').length, `inline policies of ${id}`).toBeLessThan(10_240);
  }
  for (const { id, PolicyDocument } of list(
    stack,
    'AWS::IAM::ManagedPolicy',
    z.looseObject({ PolicyDocument: z.unknown() }),
  ))
    expect(JSON.stringify(PolicyDocument).length, `managed policy ${id}`).toBeLessThan(6144);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
function checkFunctions(stack: Stack): void {
  const schema = z.object({
    Handler: z.string().regex(/^handlers\/[a-z-]+\.handler$/),
    Runtime: z.literal('nodejs24.x'),
    Architectures: z.tuple([z.literal('arm64')]),
    Role: z.string().startsWith('arn:aws:iam::111122223333:role/'),
    Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
    LoggingConfig: z.object({ LogGroup: z.string() }),
  });
  for (const { id, Environment } of list(stack, 'AWS::Lambda::Function', schema)) {
    expect(JSON.stringify(Environment.Variables).length, `environment of ${id}`).toBeLessThan(4096);
    getRolePolicy(stack, id);
  }
}
