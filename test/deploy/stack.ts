import { z } from 'zod';
import { holds, resolve, type Scope } from '../sandbox/aws/cloudformation.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).default([]),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
export const templateSchema = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.union([z.string(), z.number()]).optional() })),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })),
});
export type Template = z.output<typeof templateSchema>;

export interface Resource {
  id: string;
  type: string;
  properties: Record<string, unknown>;
}

/** A stack as CloudFormation would make it: what exists, with every function done. */
export interface Stack {
  resources: Resource[];
  outputs: Record<string, unknown>;
}

export interface Place {
  account: string;
  region: string;
}

/** What `Ref` and `Fn::GetAtt` give of a resource, by type. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ */
const KINDS: Readonly<Record<string, ((id: string) => { arn: string; ref?: 'arn' | 'url' }) | undefined>> = {
  'AWS::DynamoDB::Table': (id) => ({ arn: `dynamodb:@:table/${id}` }),
  'AWS::SQS::Queue': (id) => ({ arn: `sqs:@:${id}`, ref: 'url' }),
  'AWS::Lambda::Function': (id) => ({ arn: `lambda:@:function:${id}` }),
  'AWS::Logs::LogGroup': (id) => ({ arn: `logs:@:log-group:${id}:*` }),
  'AWS::Events::Rule': (id) => ({ arn: `events:@:rule/${id}` }),
  'AWS::IAM::Role': (id) => ({ arn: `iam::ACCOUNT:role/${id}` }),
  'AWS::IAM::ManagedPolicy': (id) => ({ arn: `iam::ACCOUNT:policy/${id}`, ref: 'arn' }),
  'AWS::SNS::Topic': (id) => ({ arn: `sns:@:${id}`, ref: 'arn' }),
};

/**
 * Makes the stack of a template with the parameters given. Throws for whatever CloudFormation would refuse: a name that
 * nothing defines, also one of a resource whose condition does not hold, a parameter that is not there.
 */
export function makeStack(
  template: Template,
  given: Record<string, string>,
  { account, region }: Place,
  names: Record<string, string> = {},
): Stack {
  const unknown = Object.keys(given).filter((name) => !template.Parameters[name]);
  if (unknown.length > 0) throw new Error(`The template has no parameter ${unknown.join(', ')}`);
  const parameters = Object.entries(template.Parameters).map(([name, { Default }]) => [
    name,
    given[name] ?? String(Default),
  ]);
  const pseudo = {
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackName': 'faultline',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const base = {
    refs: { ...Object.fromEntries(parameters), ...pseudo },
    attributes: {},
    conditions: template.Conditions,
  };
  const existing = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition, base),
  );
  const scope: Scope = existing.reduce(
    (known, [id, { Type }]) => define(known, id, names[id] ?? id, Type, { account, region }),
    base as Scope,
  );
  for (const [id, { DependsOn }] of existing)
    for (const other of [DependsOn].flat())
      if (!template.Resources[other]) throw new Error(`${id} depends on ${other}, which is not there`);
  return {
    resources: existing.map(([id, { Type, Properties }]) => ({
      id,
      type: Type,
      properties: resolve(Properties, scope) as Record<string, unknown>,
    })),
    outputs: resolve(
      Object.fromEntries(Object.entries(template.Outputs).map(([name, { Value }]) => [name, Value])),
      scope,
    ) as Record<string, unknown>,
  };
}

function define(scope: Scope, id: string, name: string, type: string, { account, region }: Place): Scope {
  const kind = KINDS[type]?.(name);
  const arn = kind && `arn:aws:${kind.arn.replace('@', `${region}:${account}`).replace('ACCOUNT', account)}`;
  const ref =
    kind?.ref === 'arn'
      ? arn
      : kind?.ref === 'url'
        ? `https://sqs.${region}.amazonaws.com/${account}/${name}`
        : name;
  return {
    ...scope,
    refs: { ...scope.refs, [id]: ref ?? name },
    attributes: {
      ...scope.attributes,
      ...(arn && { [`${id}.Arn`]: arn }),
      ...(type === 'AWS::SQS::Queue' && { [`${id}.QueueName`]: name }),
    },
  };
}

/** The resources of a type, their properties in the form asked for. */
export function list<T>(stack: Stack, type: string, schema: z.ZodType<T>): (T & { id: string })[] {
  return stack.resources
    .filter((resource) => resource.type === type)
    .map(({ id, properties }) => ({ ...schema.parse(properties), id }));
}
