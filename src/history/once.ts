import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expireAfter, onceKey } from './keys.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** Whether this is the first time that anyone says this. Of any number of callers at once, one is told so. */
export async function isFirstTime({ client, name }: HistoryTable, what: string, now: Date): Promise<boolean> {
  const command = new PutCommand({
    TableName: name,
    Item: { ...onceKey(what), ttl: expireAfter(1, now) },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return (await tryIf(client.send(command))) !== undefined;
}
