import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The prefix of a client's actions, where it is not the client's name. */
const PREFIXES: Readonly<Record<string, readonly string[] | undefined>> = {
  'client-cloudwatch-logs': ['logs'],
  // An action's prefix is that of the connection's ARN.
  'client-codestar-connections': ['codeconnections', 'codestar-connections'],
  'client-eventbridge': ['events'],
  'client-secrets-manager': ['secretsmanager'],
  'client-service-quotas': ['servicequotas'],
  'lib-dynamodb': ['dynamodb'],
};

/** Operations whose permission is called otherwise. */
const ACTIONS: Readonly<Record<string, string | undefined>> = {
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  'dynamodb:Get': 'dynamodb:GetItem',
  'dynamodb:Put': 'dynamodb:PutItem',
  'dynamodb:Update': 'dynamodb:UpdateItem',
  'dynamodb:Delete': 'dynamodb:DeleteItem',
  'dynamodb:BatchGet': 'dynamodb:BatchGetItem',
  'dynamodb:BatchWrite': 'dynamodb:BatchWriteItem',
};

/** The IAM actions that the code calls, as its source says: each command is made where its client is imported. */
export function listUsedActions(): string[] {
  const files = ['src', 'handlers'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(ROOT, folder, name)),
  );
  return [...new Set(files.flatMap((file) => findActions(readFileSync(file, 'utf8'))))].sort();
}

function findActions(source: string): string[] {
  const imports = [
    ...source.matchAll(/(?:import|const) \{([^}]*)\} (?:from|=\s+await import\()\s*'@aws-sdk\/([\w-]+)'/g),
  ];
  const called = imports.flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(?:paginate)?([A-Z]\w*?)(?:Command)?(?=,|\s|$)/g)]
      .filter(([word]) => /^paginate|Command$/.test(word))
      .flatMap(([, operation]) => getPrefixes(client).map((prefix) => `${prefix}:${operation}`)),
  );
  const parameters = source.includes('@aws-lambda-powertools/parameters/ssm') ? ['ssm:GetParameter'] : [];
  return [...called.map((name) => ACTIONS[name] ?? name), ...parameters];
}

function getPrefixes(client: string): readonly string[] {
  return PREFIXES[client] ?? [client.replace('client-', '')];
}
