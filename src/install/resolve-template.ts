import type { Template } from './template.ts';

/** What names in a template stand for in the account. */
export interface Names {
  region: string;
  account: string;
  partition: string;
  stackName: string;
  stackId: string;
  parameters: Readonly<Record<string, string>>;
  /** Logical id -> physical id. */
  resources: Readonly<Record<string, string>>;
}

type Values = Record<string, unknown>;
type Resolve = (value: unknown) => unknown;

interface Context {
  template: Template;
  names: Names;
  resolve: Resolve;
}

/**
 * Makes the function that puts values in the place of a template's references. What it cannot know becomes undefined,
 * and is left out of lists.
 */
export function createResolver(template: Template, names: Names): Resolve {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, argument] = ['', undefined]] = entries;
    const run = entries.length === 1 && Object.hasOwn(FUNCTIONS, key) ? FUNCTIONS[key] : undefined;
    if (run) return run(argument, { template, names, resolve });
    const resolved = entries.map(([name, each]) => [name, resolve(each)] as const);
    return Object.fromEntries(resolved.filter(([, each]) => each !== undefined));
  };
  return resolve;
}

const FUNCTIONS: Record<string, (argument: unknown, context: Context) => unknown> = {
  Ref: (id, context) => refer(String(id), context),
  'Fn::GetAtt': (path, context) => getAttribute([path].flat().join('.'), context),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, { resolve }) => {
    const [separator, parts] = argument as [string, unknown];
    const resolved = [resolve(parts)].flat();
    const isWhole = !Array.isArray(parts) || resolved.length === parts.length;
    return isWhole ? resolved.join(separator) : undefined;
  },
  'Fn::If': (argument, { template, resolve }) => {
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return resolve(createDecider(template, resolve)({ Condition: condition }) ? yes : no);
  },
  'Fn::Select': (argument, { resolve }) => {
    const [index, items] = argument as [number, unknown];
    return [resolve(items)].flat()[Number(index)];
  },
  'Fn::Split': (argument, { resolve }) => {
    const [separator, text] = argument as [string, unknown];
    return String(resolve(text)).split(separator);
  },
};

function refer(id: string, { template, names }: Context): unknown {
  const pseudo: Values = {
    'AWS::Region': names.region,
    'AWS::AccountId': names.account,
    'AWS::Partition': names.partition,
    'AWS::URLSuffix': names.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::StackName': names.stackName,
    'AWS::StackId': names.stackId,
  };
  return pseudo[id] ?? names.parameters[id] ?? names.resources[id] ?? template.Parameters[id]?.Default;
}

function getAttribute(path: string, { template, names, resolve }: Context): unknown {
  const [id = '', ...attribute] = path.split('.');
  const physical = names.resources[id];
  if (physical === undefined || attribute.join('.') !== 'Arn') return undefined;
  return getArn(template.Resources[id], physical, names, resolve);
}

/** Undefined where one of the names in the text is not known. */
function substitute(argument: unknown, context: Context): string | undefined {
  const [text, more] = Array.isArray(argument) ? argument : [argument, {}];
  const own = (context.resolve(more) ?? {}) as Values;
  let isWhole = true;
  const done = String(text).replaceAll(/\$\{([\w:.]+)\}/g, (_, name: string) => {
    const value = own[name] ?? (name.includes('.') ? getAttribute(name, context) : refer(name, context));
    if (value === undefined) isWhole = false;
    return String(value);
  });
  return isWhole ? done : undefined;
}

/** Whether a condition holds. */
function createDecider({ Conditions }: Template, resolve: Resolve): (condition: unknown) => boolean {
  const decide = (condition: unknown): boolean => {
    const [[key, argument] = ['', undefined]] = Object.entries((condition ?? {}) as Values);
    const items = Array.isArray(argument) ? argument : [argument];
    if (key === 'Condition') return decide(Conditions[String(argument)]);
    if (key === 'Fn::Equals') return String(resolve(items[0])) === String(resolve(items[1]));
    if (key === 'Fn::Not') return !decide(items[0]);
    if (key === 'Fn::And') return items.every(decide);
    if (key === 'Fn::Or') return items.some(decide);
    return false;
  };
  return decide;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
function getArn(
  resource: Template['Resources'][string] | undefined,
  physical: string,
  { partition, region, account }: Names,
  resolve: Resolve,
): string | undefined {
  if (physical.startsWith('arn:')) return physical;
  const regional = (service: string, rest: string) =>
    `arn:${partition}:${service}:${region}:${account}:${rest}`;
  const name = physical.split('/').at(-1) ?? physical;
  switch (resource?.Type) {
    case 'AWS::Lambda::Function':
      return regional('lambda', `function:${physical}`);
    case 'AWS::DynamoDB::Table':
      return regional('dynamodb', `table/${physical}`);
    // Its physical id is its address.
    case 'AWS::SQS::Queue':
      return regional('sqs', name);
    case 'AWS::Events::Rule':
      return regional('events', `rule/${physical.split('|').join('/')}`);
    case 'AWS::Events::EventBus':
      return regional('events', `event-bus/${physical}`);
    case 'AWS::Logs::LogGroup':
      return regional('logs', `log-group:${physical}:*`);
    case 'AWS::IAM::Role':
      return `arn:${partition}:iam::${account}:role${resolve(resource.Properties.Path) ?? '/'}${physical}`;
    default:
      return undefined;
  }
}
