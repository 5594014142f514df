import { DescribeParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { closest, distance } from 'fastest-levenshtein';
import { type Check, confirmed, refuted } from './check.ts';

/** Looks a parameter up by name, and what is called alike. Names only: a value is never read. */
export const parameterMissing: Check<'parameter-missing'> = {
  permissions: ['ssm:DescribeParameters'],
  asks: 'whether a parameter exists, and what is called alike',
  word: ({ name }, build) => `Is there a parameter ${name} in ${build.region}?`,
  async ask({ ssm }, { name }, build) {
    const [exact] = await listNames(ssm, 'Equals', name);
    if (exact) return refuted(`The parameter ${name} exists in ${build.region} now.`);
    const near = findNearest(name, await listAlike(ssm, name));
    if (near) return confirmed(`There is no ${name} in ${build.region}, but there is ${near}.`, { near });
    return confirmed(`There is no parameter ${name} in ${build.region}.`);
  },
};

async function listNames(
  ssm: SSMClient,
  option: 'Equals' | 'BeginsWith' | 'Contains',
  name: string,
): Promise<string[]> {
  const { Parameters = [] } = await ssm.send(
    new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: option, Values: [name] }],
      MaxResults: 50,
    }),
  );
  return Parameters.flatMap((parameter) => parameter.Name ?? []);
}

/** Parameters that share the beginning or the last word of the name. */
async function listAlike(ssm: SSMClient, name: string): Promise<string[]> {
  const beginning = name.slice(0, Math.max(3, Math.floor(name.length / 2)));
  const lastWord = name.split(/[/_.-]/).at(-1) || name;
  const [sameStart, sameEnd] = await Promise.all([
    listNames(ssm, 'BeginsWith', beginning),
    listNames(ssm, 'Contains', lastWord),
  ]);
  return [...new Set([...sameStart, ...sameEnd])];
}

/** The nearest name, when it is near enough to be a slip: one that goes on where the other ends, or a third of the letters at most. */
function findNearest(name: string, names: readonly string[]): string | undefined {
  const longer = names.filter((other) => other.startsWith(name) || name.startsWith(other));
  if (longer.length > 0) return closest(name, longer);
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  return distance(name, best) <= name.length / 3 ? best : undefined;
}
