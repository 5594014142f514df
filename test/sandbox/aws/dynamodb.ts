import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { Incoming } from './request.ts';
import type { Answer } from './respond.ts';
import type { TableDefinition } from './serverless-file.ts';

/** An embedded DynamoDB. https://github.com/architect/dynalite */
export interface Database {
  /** Hands a request on as it came. */
  forward(incoming: Pick<Incoming, 'headers' | 'body'>): Promise<Answer>;
  /** Creates a table and waits until it can be used. */
  createTable(name: string, definition: TableDefinition): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on a port of its own; the caller stops it. */
export async function startDatabase(): Promise<Database> {
  const server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const database: Database = {
    async forward({ headers, body }) {
      const passed = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];
      const response = await fetch(url, {
        method: 'POST',
        headers: Object.fromEntries(passed.map((name) => [name, headers[name] ?? ''])),
        body: new Uint8Array(body),
      });
      const answered = ['content-type', 'x-amz-crc32', 'x-amzn-requestid'];
      return {
        status: response.status,
        headers: Object.fromEntries(answered.map((name) => [name, response.headers.get(name) ?? ''])),
        body: Buffer.from(await response.arrayBuffer()),
      };
    },
    async createTable(name, definition) {
      const input = { ...definition, TableName: name, BillingMode: 'PAY_PER_REQUEST' };
      const { status, body } = await database.forward(ask('CreateTable', pickTable(input)));
      if (status !== 200) throw new Error(`Table ${name}: ${body}`);
      for (;;) {
        const answer = await database.forward(ask('DescribeTable', { TableName: name }));
        if (JSON.parse(String(answer.body)).Table?.TableStatus === 'ACTIVE') return;
      }
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return database;
}

/** Dynalite refuses what it does not know, such as encryption and backups. */
function pickTable(input: TableDefinition) {
  const known = ['TableName', 'BillingMode', 'AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes'];
  return Object.fromEntries(Object.entries(input).filter(([name]) => known.includes(name)));
}

function ask(operation: string, input: unknown): Pick<Incoming, 'headers' | 'body'> {
  return {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=sandbox/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: Buffer.from(JSON.stringify(input)),
  };
}
