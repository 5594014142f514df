import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { expireAfter, sweptKey } from './keys.ts';
import type { HistoryTable } from './table.ts';

const swept = z.object({
  /** ISO time: of the builds that started before it, only those that wait are still to be looked at. */
  to: z.string(),
  /** Ids of builds that ran, or were too young or could not be told, when they were looked at. */
  waiting: z.array(z.string()),
  /** Where the list was left for want of time: what lies between `token` and `to` was not looked at yet. */
  rest: z
    .object({ token: z.string(), /** ISO time: the list was read from here on back. */ from: z.string() })
    .optional(),
});

/** How far the builds of a place were swept. Two sweeps at once each write what holds for their own start. */
export type Swept = z.infer<typeof swept>;

/** Longer than a build may run and wait. */
const KEPT_DAYS = 7;

export async function findSwept({ client, name }: HistoryTable, place: string): Promise<Swept | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: sweptKey(place), ConsistentRead: true }),
  );
  return Item && swept.parse(Item.swept);
}

export async function writeSwept(
  { client, name }: HistoryTable,
  place: string,
  state: Swept,
  now: Date,
): Promise<void> {
  const Item = { ...sweptKey(place), swept: state, ttl: expireAfter(KEPT_DAYS, now) };
  await client.send(new PutCommand({ TableName: name, Item }));
}
