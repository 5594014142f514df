import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import { uuidOf } from '../scenario.ts';

/** The ARN that AWS gives a secret ends in six characters of its own. */
export function secretArn(world: Pick<World, 'account'>, name: string): string {
  return arnOf(world.account, 'secretsmanager', `secret:${name}-${uuidOf(name).slice(0, 6)}`);
}

function render(world: World, name: string, secret: { keyId?: string | undefined }) {
  return {
    ARN: secretArn(world, name),
    Name: name,
    KmsKeyId: secret.keyId,
    VersionIdsToStages: {},
    Tags: [],
  };
}

export const secretsManager: Operations = {
  DescribeSecret: operation(z.object({ SecretId: z.string() }), (input, world) => {
    const found = [...world.account.secrets].find(
      ([name]) => name === input.SecretId || secretArn(world, name) === input.SecretId,
    );
    if (!found)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return render(world, ...found);
  }),
  ListSecrets: operation(z.object({}), (_, world) => ({
    SecretList: [...world.account.secrets].map(([name, secret]) => render(world, name, secret)),
  })),
};
