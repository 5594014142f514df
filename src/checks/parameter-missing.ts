import type { SSMClient } from '@aws-sdk/client-ssm';
import { type Check, confirmed, refuted } from './check.ts';
import { findNearest } from './nearest.ts';
import { describeParameters } from './parameters.ts';

/** Looks a parameter up by name, and what is called alike. Names only: a value is never read. */
export const parameterMissing: Check<'parameter-missing'> = {
  permissions: ['ssm:DescribeParameters'],
  asks: 'whether a parameter exists, and what is called alike',
  word: ({ name }, build) => `Is there a parameter ${name} in ${build.region}?`,
  async ask({ ssm }, { name }, build) {
    const [[exact], alike] = await Promise.all([
      describeParameters(ssm, 'Equals', [name]),
      listAlike(ssm, name),
    ]);
    if (exact) return refuted(`The parameter ${name} exists in ${build.region} now (${exact.Type}).`);
    const near = findNearest(name, alike);
    if (near) return confirmed(`There is no ${name} in ${build.region}, but there is ${near}.`, { near });
    return confirmed(`There is no parameter ${name} in ${build.region}.`);
  },
};

/** Parameters that share the beginning or the last word of the name. */
async function listAlike(ssm: SSMClient, name: string): Promise<string[]> {
  const beginning = name.slice(0, Math.max(3, Math.floor(name.length / 2)));
  const lastWord = name.split(/[/_.-]/).at(-1) || name;
  const [sameStart, sameEnd] = await Promise.all([
    describeParameters(ssm, 'BeginsWith', [beginning]),
    describeParameters(ssm, 'Contains', [lastWord]),
  ]);
  return [...new Set([...sameStart, ...sameEnd].flatMap((parameter) => parameter.Name ?? []))];
}
