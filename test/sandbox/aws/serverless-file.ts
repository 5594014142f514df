import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FILE = join(import.meta.dirname, '..', '..', '..', 'serverless.yml');

const functionEvent = z.looseObject({
  eventBridge: z.looseObject({ pattern: z.record(z.string(), z.unknown()).optional() }).optional(),
});
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
const fileSchema = z.looseObject({
  params: z.object({ default: z.record(z.string(), z.unknown()) }),
  provider: z.looseObject({
    iam: z.object({ role: z.object({ statements: z.array(z.record(z.string(), z.unknown())) }) }),
  }),
  functions: z.record(
    z.string(),
    z.looseObject({ handler: z.string(), events: z.array(functionEvent).default([]) }),
  ),
  resources: z.looseObject({
    Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown() })),
  }),
});

export interface Rule {
  functionName: string;
  pattern: Record<string, unknown>;
}
export type TableDefinition = z.output<typeof tableSchema>;

/** CloudFormation's short forms are kept as their text: `!Sub x` and `!GetAtt x` read as `x`. */
const TAGS = ['!Ref', '!Sub', '!GetAtt'].map((tag) => ({ tag, resolve: (text: string) => text }));

function readFile(file: string) {
  return fileSchema.parse(parse(readFileSync(file, 'utf8'), { customTags: TAGS }));
}

/** What the deployment says of its event rules and of its one table. Throws where the file says neither. */
export function readDeployment(file = FILE): { rules: Rule[]; table: TableDefinition } {
  const { functions, resources } = readFile(file);
  const rules = Object.entries(functions).flatMap(([functionName, { events }]) =>
    events.flatMap(({ eventBridge }) =>
      eventBridge?.pattern ? [{ functionName, pattern: eventBridge.pattern }] : [],
    ),
  );
  const table = Object.values(resources.Resources).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  if (!table) throw new Error(`${file} has no AWS::DynamoDB::Table`);
  return { rules, table: tableSchema.parse(table.Properties) };
}

export interface Place {
  account: string;
  region: string;
  table: string;
}

/**
 * The policy that the deployed functions run with, as an IAM document.
 * Takes where it is deployed and the params given on the command line.
 */
export function readDeployedPolicy(
  { account, region, table }: Place,
  params: Record<string, string> = {},
  file = FILE,
): Record<string, unknown> {
  const { provider, params: defaults } = readFile(file);
  const given: Record<string, unknown> = { ...defaults.default, ...params };
  const words: Record<string, string> = {
    '${Table.Arn}': `arn:aws:dynamodb:${region}:${account}:table/${table}`,
    'Table.Arn': `arn:aws:dynamodb:${region}:${account}:table/${table}`,
    '${AWS::Partition}': 'aws',
    '${AWS::Region}': region,
    '${AWS::AccountId}': account,
    // As `!Ref` names it.
    'AWS::AccountId': account,
    '${self:custom.retryEffect.${param:retryBuilds}}': given.retryBuilds === 'on' ? 'Allow' : 'Deny',
  };
  for (const [name, value] of Object.entries(given)) words[`\${param:${name}}`] = String(value);
  const resolve = (text: string) =>
    // Twice, since a param's default may hold a variable of its own.
    [1, 2].reduce(
      (done) => Object.entries(words).reduce((all, [word, value]) => all.replaceAll(word, value), done),
      text,
    );
  const statements = provider.iam.role.statements.map((statement) =>
    JSON.parse(resolve(JSON.stringify(statement))),
  );
  return { Version: '2012-10-17', Statement: statements };
}
