import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { resolve, type Scope } from './cloudformation.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', 'serverless.yml');

const key = z.object({ AttributeName: z.string(), KeyType: z.string() });
const tableSchema = z.looseObject({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: z.array(key),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(key),
        Projection: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
});
const ruleSchema = z.object({
  EventPattern: z.record(z.string(), z.unknown()),
  Targets: z.array(z.object({ Arn: z.object({ 'Fn::GetAtt': z.string() }) })),
});
const policySchema = z.object({ Statement: z.array(z.unknown()) });
const roleSchema = z.object({
  ManagedPolicyArns: z.array(z.object({ Ref: z.string() })).default([]),
  Policies: z.array(z.object({ PolicyDocument: policySchema })),
});
const fileSchema = z.looseObject({
  params: z.object({ default: z.record(z.string(), z.unknown()) }),
  functions: z.record(z.string(), z.looseObject({ handler: z.string(), role: z.string() })),
  resources: z.looseObject({
    Parameters: z.record(z.string(), z.looseObject({ Default: z.string() })),
    Conditions: z.record(z.string(), z.unknown()),
    Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown() })),
  }),
});

export interface Rule {
  functionName: string;
  pattern: Record<string, unknown>;
}
export type TableDefinition = z.output<typeof tableSchema>;

/** CloudFormation's short forms as the functions that they stand for. */
export const TAGS = [
  ...['Ref', 'Sub', 'GetAtt'].map((name) => ({
    tag: `!${name}`,
    resolve: (text: string) => ({ [name === 'Ref' ? name : `Fn::${name}`]: text }),
  })),
  ...['Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Select', 'Split', 'Join'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve: (list: { toJSON(): unknown }) => ({ [`Fn::${name}`]: list.toJSON() }),
  })),
];

function readFile(file: string) {
  return fileSchema.parse(parse(readFileSync(file, 'utf8'), { customTags: TAGS, merge: true }));
}

/** What the deployment says of its event rules and of its one table. Throws where the file says neither. */
export function readDeployment(file = FILE): { rules: Rule[]; table: TableDefinition } {
  const { functions, resources } = readFile(file);
  const all = Object.values(resources.Resources);
  const rules = all
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .flatMap(({ Properties }) => {
      const { EventPattern: pattern, Targets } = ruleSchema.parse(Properties);
      return Targets.map(({ Arn }) => ({
        functionName: findFunction(functions, Arn['Fn::GetAtt']),
        pattern,
      }));
    });
  const table = all.find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  if (!table) throw new Error(`${file} has no AWS::DynamoDB::Table`);
  return { rules, table: tableSchema.parse(table.Properties) };
}

/** `BuildFailedLambdaFunction.Arn`, as both frameworks name it, to `buildFailed`. */
function findFunction(functions: Record<string, unknown>, attribute: string): string {
  const found = Object.keys(functions).find(
    (name) => attribute === `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction.Arn`,
  );
  if (found === undefined) throw new Error(`serverless.yml has no function for ${attribute}`);
  return found;
}

/** The roles of the deployment: of each function by its name, and those of the services around them. */
export function listRoles(file = FILE): string[] {
  const { functions, resources } = readFile(file);
  const ofFunctions = Object.values(functions).map(({ role }) => role);
  const others = Object.entries(resources.Resources)
    .filter(([name, { Type }]) => Type === 'AWS::IAM::Role' && !ofFunctions.includes(name))
    .map(([name]) => name);
  return [...Object.keys(functions), ...others];
}

export interface Place {
  account: string;
  region: string;
  table: string;
}

/**
 * The permissions that a deployed function runs with, as one IAM document.
 * Takes where it is deployed, the params given on the command line, and the function's name; of all functions together
 * without one.
 */
export function readDeployedPolicy(
  place: Place,
  params: Record<string, string> = {},
  functionName?: string,
  file = FILE,
): Record<string, unknown> {
  const { functions, resources, params: defaults } = readFile(file);
  const given = { ...defaults.default, ...params };
  const scope = getScope(place, { functions, resources }, (text) =>
    text.replaceAll(/\$\{param:(\w+)\}/g, (_, name: string) => String(given[name])),
  );
  const names = functionName === undefined ? Object.keys(functions) : [functionName];
  const roles = names.map((name) => roleSchema.parse(find(functions[name]?.role ?? name)));
  const managed = [
    ...new Set(roles.flatMap(({ ManagedPolicyArns }) => ManagedPolicyArns.map(({ Ref }) => Ref))),
  ];
  const statements = [
    ...managed.flatMap(
      (name) => z.object({ PolicyDocument: policySchema }).parse(find(name)).PolicyDocument.Statement,
    ),
    ...roles.flatMap(({ Policies }) => Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)),
  ];
  return { Version: '2012-10-17', Statement: resolve(statements, scope) };

  function find(name: string): unknown {
    const found = resources.Resources[name];
    if (!found) throw new Error(`${file} has no resource ${name}`);
    return found.Properties;
  }
}

function getScope(
  { account, region, table }: Place,
  { functions, resources }: Pick<z.output<typeof fileSchema>, 'functions' | 'resources'>,
  fill: (text: string) => string,
): Scope {
  const { Parameters, Conditions, Resources } = resources;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const given = Object.entries(Parameters).map(([name, { Default }]) => [name, fill(Default)]);
  const queues = Object.keys(Resources).filter((name) => name.endsWith('Queue'));
  const names = Object.keys(functions).map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}`);
  return {
    refs: {
      ...Object.fromEntries(given),
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::AccountId': account,
    },
    attributes: {
      'Table.Arn': arn('dynamodb', `table/${table}`),
      ...Object.fromEntries(queues.map((name) => [`${name}.Arn`, arn('sqs', name)])),
      ...Object.fromEntries(
        names.flatMap((name) => [
          [`${name}LogGroup.Arn`, arn('logs', `log-group:/aws/lambda/${name}:*`)],
          [`${name}LambdaFunction.Arn`, arn('lambda', `function:${name}`)],
        ]),
      ),
    },
    conditions: Conditions,
  };
}
