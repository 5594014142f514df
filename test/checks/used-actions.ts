import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** Calls that a library makes for us. */
const MADE_BY_LIBRARIES: Readonly<Record<string, string>> = {
  '@aws-lambda-powertools/parameters/ssm': 'ssm:GetParameter',
  fromTemporaryCredentials: 'sts:AssumeRole',
};

/** The IAM actions that a function's code calls, as the source of its handler and of all that it imports says. */
export function listUsedActions(handler: string): string[] {
  return [...new Set(listSources(handler).flatMap((file) => findActions(readFileSync(file, 'utf8'))))].sort();
}

/** A handler and what it imports, by and by; types are no code. */
function listSources(handler: string): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !file.endsWith('.ts')) return;
    found.add(file);
    for (const [, names, path = ''] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      const isCode = !names || names.split(',').some((name) => !/^\s*(?:type\s.*)?$/s.test(name));
      if (isCode) visit(join(dirname(file), path));
    }
  };
  visit(join(ROOT, handler));
  return [...found];
}

/** `import { a, type b } from './c.ts'`, `export * from './c.ts'`, `import('./c.ts')`. */
const IMPORTED = /(?:(?:import|export)\s+(?!type\b)(?:\{([^}]*)\}|\*)\s+from|\bimport\()\s*'(\.[^']+)'/g;

function findActions(source: string): string[] {
  const imports = [
    ...source.matchAll(/(?:import|const) \{([^}]*)\} (?:from|=\s+await import\()\s*'@aws-sdk\/([\w-]+)'/g),
  ];
  const called = imports.flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(?:paginate)?([A-Z]\w*?)(?:Command)?(?=,|\s|$)/g)]
      .filter(([word]) => /^paginate|Command$/.test(word))
      .flatMap(([, operation]) => getPrefixes(client).map((prefix) => `${prefix}:${operation}`)),
  );
  const byOthers = Object.entries(MADE_BY_LIBRARIES).flatMap(([word, action]) =>
    source.includes(word) ? [action] : [],
  );
  return [...called.map((name) => ACTIONS[name] ?? name), ...byOthers];
}

function getPrefixes(client: string): readonly string[] {
  return PREFIXES[client] ?? [client.replace('client-', '')];
}
