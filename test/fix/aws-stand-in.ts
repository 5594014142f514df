import { search } from '@aws-lambda-powertools/jmespath';
import * as iam from '@aws-sdk/client-iam';
import commands from './aws-commands.json' with { type: 'json' };
import { splitOptions } from './check-aws-call.ts';

/**
 * Stands for the AWS CLI where a test runs a fix: `node aws-stand-in.ts iam get-role --role-name NAME --query ...` calls
 * the AWS of the environment (AWS_ENDPOINT_URL) and prints as the CLI does. It knows the commands of IAM.
 */
const [service, name = '', ...words] = process.argv.slice(2);
if (service !== 'iam') throw new Error(`no stand-in for aws ${service}`);
const types: Record<string, string> = commands.iam[name as keyof typeof commands.iam].options;
const { given } = splitOptions(words);
const options = new Map(given.map((option) => [option.name, option.values]));

/** `role-name` is RoleName; a list stays one, entries in shorthand become objects. */
const input = Object.fromEntries(
  [...options]
    .filter(([option]) => types[option])
    .map(([option, values]) => [
      toPascal(option),
      types[option]?.includes('list') ? values.map(readEntry) : values[0],
    ]),
);
const Command = Object.entries(iam).find(([exported]) => exported === `${toPascal(name)}Command`)?.[1];
const client = new iam.IAMClient({});
// The constructor is found by its name: what it takes is for the service to judge.
const { $metadata, ...answer } = await client.send(
  new (Command as typeof iam.GetRoleCommand)(input as never),
);
print(readPolicies(answer));

function toPascal(words: string): string {
  return words.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `ContextKeyName=a,ContextKeyValues=b,c` as an object; any other value as it stands. */
function readEntry(value: string): unknown {
  if (!/^\w+=/.test(value)) return value;
  const pairs = value.split(/,(?=\w+=)/).map((pair) => pair.split(/=(.*)/s));
  return Object.fromEntries(
    pairs.map(([key = '', text = '']) => [key, key.endsWith('s') ? text.split(',') : text]),
  );
}

/** Policies come URL-encoded from IAM; the CLI shows them as JSON. */
function readPolicies(value: unknown): Parameters<typeof search>[1] {
  return JSON.parse(JSON.stringify(value), (key, text) =>
    key.endsWith('Document') && typeof text === 'string' ? JSON.parse(decodeURIComponent(text)) : text,
  );
}

function print(value: ReturnType<typeof readPolicies>): void {
  const query = options.get('query')?.[0];
  const found = query === undefined ? value : search(query, value);
  if (options.get('output')?.[0] !== 'text') console.log(JSON.stringify(found));
  else for (const row of [found].flat(1)) console.log([row].flat().join('\t'));
}
