import { z } from 'zod';
import { arnOf } from '../account.ts';
import { epoch, type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import { uuidOf } from '../scenario.ts';
import type { Secret } from '../scenario-schema.ts';

/** The ARN that AWS gives a secret ends in six characters of its own. */
export function secretArn(world: Pick<World, 'account'>, name: string): string {
  return arnOf(world.account, 'secretsmanager', `secret:${name}-${uuidOf(name).slice(0, 6)}`);
}

function render(world: World, name: string, secret: Secret) {
  return {
    ARN: secretArn(world, name),
    Name: name,
    KmsKeyId: secret.keyId,
    DeletedDate: secret.deleted ? epoch(world.now()) : undefined,
    VersionIdsToStages: { [uuidOf(`${name} version`)]: secret.stages },
    Tags: [],
  };
}

const filter = z.object({ Key: z.literal('name'), Values: z.array(z.string()) });

/** A value stands at the beginning of the name or of one of its words. */
function passes({ Values }: z.output<typeof filter>, name: string): boolean {
  const words = [name, ...name.split(/[/_.-]/)];
  return Values.some((value) => words.some((word) => word.startsWith(value)));
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
  ListSecrets: operation(z.object({ Filters: z.array(filter).default([]) }), ({ Filters }, world) => ({
    SecretList: [...world.account.secrets]
      .filter(([name, { deleted }]) => !deleted && Filters.every((each) => passes(each, name)))
      .map(([name, secret]) => render(world, name, secret)),
  })),
};
