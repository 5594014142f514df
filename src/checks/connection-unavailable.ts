import { GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import { parseArn } from '../fix/arn.ts';
import { type Check, confirmed, isError, unknown } from './check.ts';

/**
 * Asks for the status of a connection to GitHub, GitLab or Bitbucket. The old name of the service serves both; the
 * permission is that of the ARN's own prefix. https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 */
export const connectionUnavailable: Check<'connection-unavailable'> = {
  permissions: ['codeconnections:GetConnection', 'codestar-connections:GetConnection'],
  asks: 'whether the connection to the source provider is complete',
  word: () => 'Is the connection to the source provider incomplete?',
  async ask(clients, { connection }, build) {
    const arn = parseArn(connection);
    if (arn && arn.account !== build.account)
      return unknown(`Not checked: the connection is of account ${arn.account}; only that account can say.`);
    const { connections } = arn?.region && arn.region !== build.region ? clients.of(arn.region) : clients;
    try {
      const { Connection } = await connections.send(new GetConnectionCommand({ ConnectionArn: connection }));
      const { ConnectionStatus: status = 'unknown', ConnectionName: name } = Connection ?? {};
      if (status === 'AVAILABLE') return undefined;
      return confirmed(`The connection ${name} is ${status}: a person has to complete it in the console.`, {
        connectionStatus: status,
      });
    } catch (error) {
      if (!isError(error, 'ResourceNotFoundException')) throw error;
      return confirmed('There is no such connection.', { connectionStatus: 'missing' });
    }
  },
};
