import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/install/resolve-template.ts';
import { parseTemplate } from '../../src/install/template.ts';

const template = parseTemplate(`
Parameters:
  Bus: { Type: String, Default: default }
  Topic: { Type: String, Default: "" }
Conditions:
  HasTopic: !Not [!Equals [!Ref Topic, ""]]
  IsHere: !And [!Equals [!Ref AWS::Region, eu-central-1], !Or [!Condition HasTopic, !Equals [a, a]]]
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Table: { Type: AWS::DynamoDB::Table }
  Role: { Type: AWS::IAM::Role, Properties: { Path: /team/ } }
  Rule: { Type: AWS::Events::Rule }
`);
const resolve = createResolver(template, {
  region: 'eu-central-1',
  account: '111122223333',
  partition: 'aws',
  stackName: 'faultline-prod',
  stackId: 'arn:stack',
  parameters: { Bus: 'builds' },
  resources: {
    Queue: 'https://sqs.eu-central-1.amazonaws.com/111122223333/retry',
    Table: 'history',
    Role: 'worker',
    Rule: 'builds|failed',
  },
});

/** A text with names in it, as CloudFormation writes them. */
const fill = (text: string) => text.replaceAll(/<([^>]+)>/g, (_, name: string) => `\${${name}}`);

describe('a value of a deployed template', () => {
  it.each<[string, unknown, unknown]>([
    ['a parameter as it was given', { Ref: 'Bus' }, 'builds'],
    ['a parameter by its default', { Ref: 'Topic' }, ''],
    ['a resource by its name', { Ref: 'Table' }, 'history'],
    [
      "a queue's ARN, from its address",
      { 'Fn::GetAtt': ['Queue', 'Arn'] },
      'arn:aws:sqs:eu-central-1:111122223333:retry',
    ],
    [
      "a role's ARN, with its path",
      { 'Fn::GetAtt': 'Role.Arn' },
      'arn:aws:iam::111122223333:role/team/worker',
    ],
    [
      'a rule of a bus of its own',
      { 'Fn::GetAtt': ['Rule', 'Arn'] },
      'arn:aws:events:eu-central-1:111122223333:rule/builds/failed',
    ],
    [
      'a text with names in it',
      { 'Fn::Sub': fill('<AWS::Partition>:<Table.Arn>/index/*') },
      'aws:arn:aws:dynamodb:eu-central-1:111122223333:table/history/index/*',
    ],
    ['a text with names of its own', { 'Fn::Sub': [fill('<Own>!'), { Own: { Ref: 'Bus' } }] }, 'builds!'],
    ['a joined text', { 'Fn::Join': ['-', ['a', { Ref: 'Bus' }]] }, 'a-builds'],
    ['a part of a split text', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    ['what a condition chooses', { 'Fn::If': ['IsHere', 'yes', 'no'] }, 'yes'],
    [
      'nothing, where a condition leaves it out',
      [{ 'Fn::If': ['HasTopic', 'x', { Ref: 'AWS::NoValue' }] }, 'y'],
      ['y'],
    ],
    ['nothing, where a name is not known', { 'Fn::Sub': fill('<Nowhere.Arn>') }, undefined],
    [
      'no part of a joined text, where one is not known',
      { 'Fn::Join': ['', ['a', { Ref: 'Nowhere' }]] },
      undefined,
    ],
    ['fields, each by itself', { a: { Ref: 'Bus' }, b: { Ref: 'Nowhere' }, c: 1 }, { a: 'builds', c: 1 }],
  ])('is %s', (_what, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });
});
