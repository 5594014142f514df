import { aside, type Check, confirmed } from './check.ts';
import { describeParameters } from './parameters.ts';

/** A filter takes this many names. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const MAX_NAMES = 50;

/** Reads type and key of parameters, never a value: one under a key of the account's own takes kms:Decrypt as well. */
export const parameterEncrypted: Check<'parameter-encrypted'> = {
  permissions: ['ssm:DescribeParameters'],
  asks: 'of what type parameters are, and under which key',
  word: ({ names }) => `Does ${names.length === 1 ? names[0] : 'one of the parameters'} take a key besides?`,
  async ask({ ssm }, { names }) {
    const found = await describeParameters(ssm, 'Equals', names.slice(0, MAX_NAMES));
    const keys = [
      ...new Set(found.flatMap(({ Type, KeyId }) => (Type === 'SecureString' ? (KeyId ?? []) : []))),
    ];
    const own = keys.filter((key) => key !== 'alias/aws/ssm');
    if (own.length === 0) return undefined;
    return aside(
      confirmed(`SecureString under ${own.join(', ')}: the role needs kms:Decrypt on it too.`, {
        keys: own.join('\n'),
      }),
    );
  },
};
