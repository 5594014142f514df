import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { parseArn } from '../fix/arn.ts';
import { type Check, confirmed, isError } from './check.ts';

/** Words for the states in which a key does nothing. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const STATES: Readonly<Record<string, string | undefined>> = {
  Disabled: 'is disabled',
  PendingDeletion: 'is scheduled for deletion',
  PendingImport: 'has no key material yet',
  Unavailable: 'is not available: its key store is not connected',
};

/** Asks KMS for the state of a key. */
export const keyUnusable: Check<'key-unusable'> = {
  permissions: ['kms:DescribeKey'],
  asks: 'whether a KMS key exists and is enabled',
  word: ({ key }) => `Is the key ${nameKey(key)} unusable as it is?`,
  async ask(clients, { key }, build) {
    const region = parseArn(key)?.region || build.region;
    const { kms } = region === build.region ? clients : clients.of(region);
    try {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: key }));
      const state = KeyMetadata?.KeyState ?? 'Enabled';
      const words = STATES[state];
      return words
        ? confirmed(`The key ${nameKey(key)} ${words}: nobody can use it.`, { keyState: state })
        : undefined;
    } catch (error) {
      if (!isError(error, 'NotFoundException')) throw error;
      return confirmed(`There is no key ${nameKey(key)} in ${region}.`, { keyState: 'missing' });
    }
  },
};

function nameKey(key: string): string {
  return (
    key
      .split(':')
      .at(-1)
      ?.replace(/^key\//, '') ?? key
  );
}
