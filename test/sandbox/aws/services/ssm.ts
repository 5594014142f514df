import { z } from 'zod';
import { arnOf } from '../account.ts';
import { epoch, type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { StoredParameter } from '../scenario-schema.ts';

/** `/a/b` is `parameter/a/b`, `a` is `parameter/a`. */
export function parameterResource(name: string): string {
  return `parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

function render(world: World, name: string, stored: StoredParameter, decrypt: boolean) {
  const secret = stored.type === 'SecureString' && !decrypt;
  return {
    Name: name,
    Type: stored.type,
    Value: secret ? 'AQICAHencrypted' : (stored.value ?? 'not-told-in-the-sandbox'),
    Version: stored.version,
    LastModifiedDate: epoch(stored.lastModified),
    ARN: arnOf(world.account, 'ssm', parameterResource(name)),
    DataType: 'text',
  };
}

/** A name may be the parameter's ARN, and may end in `:version`. */
function bareName(name: string): string {
  const local = name.startsWith('arn:') ? (name.split(':parameter').at(-1) ?? name) : name;
  return local.replace(/:\w+$/, '');
}

const decryption = { WithDecryption: z.boolean().default(false) };
const filter = z.object({
  Key: z.string(),
  Option: z.string().default('Equals'),
  Values: z.array(z.string()).default([]),
});
type Filter = z.output<typeof filter>;

function passes({ Key, Option, Values }: Filter, name: string, stored: StoredParameter): boolean {
  if (Key === 'Type') return Values.includes(stored.type);
  if (Key === 'Path') return Values.some((path) => isBelow(name, path, Option === 'Recursive'));
  if (Key !== 'Name') throw new AwsError('InvalidFilterKey', `The specified key isn't valid: ${Key}`);
  if (Option === 'Equals') return Values.includes(name);
  if (Option === 'BeginsWith') return Values.some((value) => name.startsWith(value));
  if (Option === 'Contains') return Values.some((value) => name.includes(value));
  throw new AwsError('InvalidFilterOption', `The specified filter option isn't valid: ${Option}`);
}

function isBelow(name: string, path: string, recursive: boolean): boolean {
  const folder = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(folder) && (recursive || !name.slice(folder.length).includes('/'));
}

const describe = z.object({
  ParameterFilters: z.array(filter).default([]),
  Filters: z.array(filter.omit({ Option: true })).default([]),
  MaxResults: z.number().int().min(1).max(50).default(10),
  NextToken: z.string().optional(),
});

function describeParameters(input: z.output<typeof describe>, world: World) {
  const filters = [
    ...input.ParameterFilters,
    ...input.Filters.map((each) => ({ ...each, Option: 'BeginsWith' })),
  ];
  const found = [...world.account.parameters].filter(([name, stored]) =>
    filters.every((each) => passes(each, name, stored)),
  );
  const from = Number(input.NextToken ?? 0);
  const to = from + input.MaxResults;
  return {
    Parameters: found.slice(from, to).map(([name, stored]) => ({
      Name: name,
      ARN: arnOf(world.account, 'ssm', parameterResource(name)),
      Type: stored.type,
      KeyId: stored.type === 'SecureString' ? (stored.keyId ?? 'alias/aws/ssm') : undefined,
      LastModifiedDate: epoch(stored.lastModified),
      Version: stored.version,
      Tier: 'Standard',
      DataType: 'text',
      Policies: [],
    })),
    NextToken: to < found.length ? String(to) : undefined,
  };
}

export const ssm: Operations = {
  GetParameter: operation(z.object({ Name: z.string(), ...decryption }), (input, world) => {
    const name = bareName(input.Name);
    const stored = world.account.parameters.get(name);
    // AWS sends this error with no message at all.
    if (!stored) throw new AwsError('ParameterNotFound', '');
    return { Parameter: render(world, name, stored, input.WithDecryption) };
  }),
  GetParameters: operation(
    z.object({ Names: z.array(z.string()).min(1).max(10), ...decryption }),
    (input, world) => {
      const asked = input.Names.map((name) => ({
        name,
        stored: world.account.parameters.get(bareName(name)),
      }));
      return {
        Parameters: asked.flatMap(({ name, stored }) =>
          stored ? [render(world, bareName(name), stored, input.WithDecryption)] : [],
        ),
        InvalidParameters: asked.filter(({ stored }) => !stored).map(({ name }) => name),
      };
    },
  ),
  GetParametersByPath: operation(
    z.object({ Path: z.string(), Recursive: z.boolean().default(false), ...decryption }),
    (input, world) => ({
      Parameters: [...world.account.parameters]
        .filter(([name]) => isBelow(name, input.Path, input.Recursive))
        .map(([name, stored]) => render(world, name, stored, input.WithDecryption)),
    }),
  ),
  DescribeParameters: operation(describe, describeParameters),
  PutParameter: operation(
    z.object({
      Name: z.string(),
      Value: z.string(),
      Type: z.enum(['String', 'SecureString', 'StringList']).default('String'),
      KeyId: z.string().optional(),
      Overwrite: z.boolean().default(false),
    }),
    (input, { account, now }) => {
      const old = account.parameters.get(input.Name);
      if (old && !input.Overwrite) {
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const version = (old?.version ?? 0) + 1;
      const { Type: type, Value: value, KeyId: keyId } = input;
      account.parameters.set(input.Name, { type, value, keyId, version, lastModified: now() });
      return { Version: version, Tier: 'Standard' };
    },
  ),
};
