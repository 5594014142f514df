import { DescribeTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startAws } from './index.ts';

const TableName = 'faultline';
let aws: LocalAws;
let client: DynamoDBClient;
let table: DynamoDBDocumentClient;

beforeAll(async () => {
  aws = await startAws();
  client = new DynamoDBClient(aws.client);
  table = DynamoDBDocumentClient.from(client);
});
afterAll(() => aws.stop());

it('has the table of serverless.yml with its index', async () => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));

  expect(Table?.KeySchema?.map((key) => key.AttributeName)).toEqual(['pk', 'sk']);
  expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName)).toEqual(['gsi1']);
});

it('gives back what was put, by key and by the index', async () => {
  const item = { pk: 'project#flask-app', sk: 'build#1', gsi1pk: 'week#47', gsi1sk: '2026-11-20', count: 3 };
  await table.send(new PutCommand({ TableName, Item: item }));

  const byKey = await table.send(new GetCommand({ TableName, Key: { pk: item.pk, sk: item.sk } }));
  const byIndex = await table.send(
    new QueryCommand({
      TableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :week',
      ExpressionAttributeValues: { ':week': 'week#47' },
    }),
  );

  expect(byKey.Item).toEqual(item);
  expect(byIndex.Items).toEqual([item]);
});

it('refuses a second write that is conditioned on the first not being there', async () => {
  const once = {
    TableName,
    Item: { pk: 'once', sk: 'once' },
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  await table.send(new PutCommand(once));

  await expect(table.send(new PutCommand(once))).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
});

it('records its calls and can be made to fail like the other services', async () => {
  const eager = new DynamoDBClient({ ...aws.client, maxAttempts: 1 });
  aws.faults.fail('dynamodb:GetItem', { code: 'ProvisionedThroughputExceededException', times: 1 });
  const read = new GetCommand({ TableName, Key: { pk: 'x', sk: 'x' } });

  await expect(DynamoDBDocumentClient.from(eager).send(read)).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
  });
  expect(aws.calls.at(-1)).toMatchObject({ service: 'dynamodb', operation: 'GetItem', input: { TableName } });
});

it('says that it does not know an operation', async () => {
  const command = new UpdateTimeToLiveCommand({
    TableName,
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  });

  await expect(client.send(command)).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
