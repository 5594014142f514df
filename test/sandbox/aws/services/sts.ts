import { z } from 'zod';
import { type Operations, operation } from '../call.ts';
import { AwsError } from '../errors.ts';

/** Who calls the local AWS, whatever key it signs with. */
export function callerArn(account: string): string {
  return `arn:aws:sts::${account}:assumed-role/faultline/session`;
}

export const sts: Operations = {
  GetCallerIdentity: operation(z.object({}), (_, { account }) => ({
    UserId: 'AROAEXAMPLEFAULTLINE:session',
    Account: account.id,
    Arn: callerArn(account.id),
  })),
  AssumeRole: operation(z.object({ RoleArn: z.string(), RoleSessionName: z.string() }), (input, world) => {
    const name = input.RoleArn.split('/').at(-1) ?? '';
    const role = world.account.roles.get(name);
    const caller = callerArn(world.account.id);
    const trusted = role && JSON.stringify(role.trust).includes(`:iam::${world.account.id}:`);
    if (!trusted) {
      throw new AwsError(
        'AccessDenied',
        `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
        403,
      );
    }
    return {
      Credentials: {
        AccessKeyId: 'ASIASANDBOXEXAMPLE',
        SecretAccessKey: 'sandbox',
        SessionToken: 'sandbox',
        Expiration: new Date(world.now().getTime() + 3_600_000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROAEXAMPLE:${input.RoleSessionName}`,
        Arn: `arn:aws:sts::${world.account.id}:assumed-role/${name}/${input.RoleSessionName}`,
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
