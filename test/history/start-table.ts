import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { type HistoryTable, openTable } from '../../src/history/table.ts';
import { readDeployment } from '../sandbox/aws/index.ts';

/** The table of serverless.yml in an embedded server, behind the real client. The caller stops it. */
export async function startTable(): Promise<HistoryTable & { stop: () => Promise<void> }> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = readDeployment().table;
  const definition = { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes };
  // Read from YAML: the SDK's narrower types are what the server checks.
  const input = { ...definition, TableName: 'faultline', BillingMode: 'PAY_PER_REQUEST' };
  await client.send(new CreateTableCommand(input as ConstructorParameters<typeof CreateTableCommand>[0]));
  await waitUntilTableExists(
    { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 },
    { TableName: 'faultline' },
  );
  return {
    ...openTable(client, 'faultline'),
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
