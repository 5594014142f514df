import { z } from 'zod';
import { partitionOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { Role } from '../scenario-schema.ts';

/** Who calls the local AWS, whatever key it signs with. */
export function callerArn(account: string): string {
  return `arn:aws:sts::${account}:assumed-role/faultline/session`;
}

const assumeRole = z.object({
  RoleArn: z.string(),
  RoleSessionName: z.string(),
  ExternalId: z.string().optional(),
});

/** The other account that a key of ours was given out for. */
export function findAssumed(key: string | undefined): string | undefined {
  return /^ASIA(\d{12})EXAMPLE$/.exec(key ?? '')?.[1];
}

function findRole({ account, others }: World, id: string, name: string): Role | undefined {
  const accounts = [account, ...(others?.values() ?? [])].filter((each) => each.id === id);
  return accounts.map((each) => each.roles.get(name)).find((role) => role !== undefined);
}

/** Whether a trust policy names the caller's account, and its external id where it asks for one. */
function isTrusted(role: Role | undefined, account: string, externalId: string | undefined): boolean {
  const trust = JSON.stringify(role?.trust ?? {});
  const wanted = /"sts:ExternalId":"([^"]*)"/.exec(trust)?.[1];
  return trust.includes(`:iam::${account}:`) && (wanted === undefined || wanted === externalId);
}

export const sts: Operations = {
  GetCallerIdentity: operation(z.object({}), (_, { account }) => ({
    UserId: 'AROAEXAMPLEFAULTLINE:session',
    Account: account.id,
    Arn: callerArn(account.id),
  })),
  AssumeRole: operation(assumeRole, (input, world) => {
    const name = input.RoleArn.split('/').at(-1) ?? '';
    const account = input.RoleArn.split(':')[4] ?? '';
    const caller = callerArn(world.account.id);
    if (!isTrusted(findRole(world, account, name), world.account.id, input.ExternalId)) {
      throw new AwsError(
        'AccessDenied',
        `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
        403,
      );
    }
    return {
      Credentials: {
        AccessKeyId: account === world.account.id ? 'ASIASANDBOXEXAMPLE' : `ASIA${account}EXAMPLE`,
        SecretAccessKey: 'sandbox',
        SessionToken: 'sandbox',
        Expiration: new Date(world.now().getTime() + 3_600_000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROAEXAMPLE:${input.RoleSessionName}`,
        Arn: `arn:${partitionOf(world.account.region)}:sts::${account}:assumed-role/${name}/${input.RoleSessionName}`,
      },
    };
  }),
  /** The encoded messages of the sandbox are the decoded ones in base64url. */
  DecodeAuthorizationMessage: operation(z.object({ EncodedMessage: z.string() }), ({ EncodedMessage }) => {
    const decoded = Buffer.from(EncodedMessage, 'base64url').toString();
    if (!decoded.startsWith('{')) {
      throw new AwsError('InvalidAuthorizationMessageException', 'Invalid message.');
    }
    return { DecodedMessage: decoded };
  }),
};
