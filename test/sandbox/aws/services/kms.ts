import { z } from 'zod';
import { arnOf } from '../account.ts';
import { epoch, type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';

const CREATED = new Date('2026-02-01T08:00:00Z');

/** The keys that AWS manages are there without being told. */
function findKey({ account }: World, id: string) {
  if (id.startsWith('alias/aws/')) return { id: id.slice(6), state: 'Enabled', manager: 'AWS' } as const;
  const key = account.keys.get(id);
  return key && { id, ...key };
}

export const kms: Operations = {
  DescribeKey: operation(z.object({ KeyId: z.string() }), ({ KeyId }, world) => {
    const id = KeyId.split(':')
      .at(-1)
      ?.replace(/^key\//, '');
    const key = findKey(world, id ?? KeyId);
    const arn = arnOf(world.account, 'kms', `key/${id}`);
    if (!key) throw new AwsError('NotFoundException', `Key '${arn}' does not exist`);
    return {
      KeyMetadata: {
        AWSAccountId: world.account.id,
        KeyId: key.id,
        Arn: arn,
        CreationDate: epoch(CREATED),
        Enabled: key.state === 'Enabled',
        KeyState: key.state,
        KeyManager: key.manager,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        MultiRegion: false,
      },
    };
  }),
};
