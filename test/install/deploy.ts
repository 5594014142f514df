import type { Account } from '../sandbox/aws/account.ts';
import { holds, resolve, type Scope } from '../sandbox/aws/cloudformation.ts';
import type { StoredStack } from '../sandbox/aws/deployed.ts';
import type { Policy } from '../sandbox/aws/scenario-schema.ts';
import { makeTemplate, type StackTemplate } from './template.ts';

export const STACK = 'faultline-prod';
export const TABLE = 'faultline';

type Fields = Record<string, unknown>;
type Resource = { Type: string; Properties: Fields };

/** Deploys serverless.yml to the account of the local AWS, as CloudFormation would: all resources, as they should be. */
export function deploy(account: Account, params: Record<string, string>, requestUrl: string): void {
  const template = makeTemplate(params);
  const parameters = Object.fromEntries(
    Object.entries(template.Parameters).map(([name, { Default }]) => [name, Default]),
  );
  const names = getPhysicalNames(template, account);
  const scope = getScope(template, parameters, names, account);
  const made = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition, scope),
  );
  for (const makers of [MAKERS, ADDITIONS]) {
    for (const [id, { Type, Properties }] of made)
      makers[Type]?.(account, names[id] ?? id, structuredClone(resolve(Properties, scope)) as Fields);
  }
  const stack: StoredStack = {
    status: 'UPDATE_COMPLETE',
    template,
    parameters,
    outputs: { SlackRequestUrl: requestUrl },
    resources: made.map(([logicalId, { Type }]) => ({
      logicalId,
      type: Type,
      id: names[logicalId] ?? `${STACK}-${logicalId}`,
      status: 'CREATE_COMPLETE',
    })),
  };
  account.deployed.stacks.set(STACK, stack);
}

/** Physical ids; what CloudFormation would add at random is left out. */
function getPhysicalNames(
  { Resources }: StackTemplate,
  { id: account, region }: Account,
): Record<string, string> {
  const name = (logicalId: string, { Type, Properties }: Resource): string => {
    const own = `${STACK}-${logicalId}`;
    if (Type === 'AWS::DynamoDB::Table') return TABLE;
    if (Type === 'AWS::Lambda::Function') return String(Properties.FunctionName);
    if (Type === 'AWS::Logs::LogGroup') return String(Properties.LogGroupName);
    if (Type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${account}/${own}`;
    if (Type === 'AWS::IAM::ManagedPolicy') return `arn:aws:iam::${account}:policy/${own}`;
    return own;
  };
  return Object.fromEntries(Object.entries(Resources).map(([id, resource]) => [id, name(id, resource)]));
}

function getScope(
  { Resources, Conditions }: StackTemplate,
  parameters: Record<string, string>,
  names: Record<string, string>,
  { id: account, region }: Account,
): Scope {
  const services: Record<string, string> = {
    'AWS::Lambda::Function': `lambda:${region}:${account}:function:`,
    'AWS::DynamoDB::Table': `dynamodb:${region}:${account}:table/`,
    'AWS::SQS::Queue': `sqs:${region}:${account}:`,
    'AWS::Events::Rule': `events:${region}:${account}:rule/`,
    'AWS::Logs::LogGroup': `logs:${region}:${account}:log-group:`,
    'AWS::IAM::Role': `iam::${account}:role/`,
  };
  const arns = Object.entries(Resources).map(([id, { Type }]) => {
    const tail = Type === 'AWS::Logs::LogGroup' ? ':*' : '';
    return [
      `${id}.Arn`,
      `arn:aws:${services[Type] ?? ''}${names[id]
        ?.split('/aws/')
        .join('/aws/')
        .replace(/^https:.*\//, '')}${tail}`,
    ];
  });
  const pseudo = {
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::StackName': STACK,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return {
    refs: { ...parameters, ...names, ...pseudo },
    attributes: Object.fromEntries(arns),
    conditions: Conditions,
  };
}

type Maker = (account: Account, name: string, properties: Fields) => void;

/** How a resource of each type comes into the account; others are in the stack only. */
const MAKERS: Record<string, Maker> = {
  'AWS::Lambda::Function': ({ deployed }, name, { Handler, Runtime, Role, Environment }) => {
    deployed.functions.set(name, {
      handler: String(Handler),
      runtime: String(Runtime),
      role: String(Role),
      variables: (Environment as { Variables: Record<string, string> }).Variables,
      callers: [],
      routed: name.replace('faultline-prod-', ''),
    });
  },
  'AWS::Events::Rule': ({ deployed }, name, { EventBusName, EventPattern, Targets }) => {
    const targets = (Targets as { Id: string; Arn: string }[]).map(({ Id, Arn }) => ({ id: Id, arn: Arn }));
    deployed.rules.set(name, { bus: String(EventBusName), pattern: EventPattern, state: 'ENABLED', targets });
  },
  'AWS::Scheduler::Schedule': (
    { deployed },
    name,
    { ScheduleExpression, ScheduleExpressionTimezone, Target },
  ) => {
    deployed.schedules.set(name, {
      expression: String(ScheduleExpression),
      timezone: String(ScheduleExpressionTimezone ?? 'UTC'),
      state: 'ENABLED',
      target: Target as { Arn: string; RoleArn: string },
    });
  },
  'AWS::SQS::Queue': ({ deployed }, name) => {
    deployed.queues.set(name.split('/').at(-1) ?? name, { waiting: 0 });
  },
  'AWS::DynamoDB::Table': ({ deployed }, name) => {
    deployed.expiry.set(name, 'ttl');
  },
  'AWS::IAM::ManagedPolicy': ({ policies }, name, { PolicyDocument }) => {
    policies.set(name, PolicyDocument as Policy);
  },
  'AWS::IAM::Role': ({ roles }, name, { AssumeRolePolicyDocument, ManagedPolicyArns, Policies }) => {
    const inline = Policies as { PolicyName: string; PolicyDocument: Policy }[];
    roles.set(name, {
      path: '/',
      trust: AssumeRolePolicyDocument as Policy,
      attached: (ManagedPolicyArns ?? []) as string[],
      inline: Object.fromEntries(inline.map((each) => [each.PolicyName, each.PolicyDocument])),
    });
  },
  'AWS::Logs::LogGroup': ({ logs }, name) => {
    logs.set(name, new Map());
  },
};

/** What is put on a function that is there. */
const ADDITIONS: Record<string, Maker> = {
  'AWS::Lambda::Permission': ({ deployed }, _, { FunctionName, SourceArn }) => {
    deployed.functions.get(getName(FunctionName))?.callers.push(String(SourceArn));
  },
  'AWS::Lambda::EventInvokeConfig': ({ deployed }, _, { FunctionName, DestinationConfig }) => {
    const { OnFailure } = DestinationConfig as { OnFailure: { Destination: string } };
    Object.assign(deployed.functions.get(getName(FunctionName)) ?? {}, { onFailure: OnFailure.Destination });
  },
  'AWS::Lambda::EventSourceMapping': ({ deployed }, name, { FunctionName, EventSourceArn }) => {
    const functionName = getName(FunctionName);
    deployed.mappings.set(name, { functionName, queue: String(EventSourceArn), state: 'Enabled' });
  },
};

/** The name of a function, given as itself or as its ARN. */
function getName(reference: unknown): string {
  return String(reference).split(':').at(-1) ?? '';
}
