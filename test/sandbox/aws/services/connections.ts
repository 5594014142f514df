import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation } from '../call.ts';
import { AwsError } from '../errors.ts';
import { uuidOf } from '../scenario.ts';

/** The connections to GitHub and the like, under the old name of the service; its ARNs have the new one. */
export const connections: Operations = {
  GetConnection: operation(z.object({ ConnectionArn: z.string() }), ({ ConnectionArn }, { account }) => {
    const found = [...account.connections].find(([name]) => ConnectionArn.endsWith(`/${uuidOf(name)}`));
    if (!found) throw new AwsError('ResourceNotFoundException', `Connection ${ConnectionArn} not found`);
    const [name, status] = found;
    return {
      Connection: {
        ConnectionName: name,
        ConnectionArn: arnOf(account, 'codeconnections', `connection/${uuidOf(name)}`),
        ProviderType: 'GitHub',
        OwnerAccountId: account.id,
        ConnectionStatus: status,
      },
    };
  }),
};
