import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { stormKey } from './keys.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** One cause that breaks projects within minutes: one message in a channel, with a list. See table.ts. */
export const storm = z.object({
  /** The build that began it. */
  id: z.string(),
  channel: z.string(),
  /** What its failures share: see diagnose/topic.ts. */
  topic: z.string(),
  /** Milliseconds: its first failure told, and its last. */
  began: z.number(),
  last: z.number(),
  /** Goes up with everything that the message does not show yet. */
  revision: z.number(),
  /** The revision that the message shows. */
  shown: z.number().default(0),
  /** Until when (milliseconds) somebody has the right to write its message. */
  lease: z.number().default(0),
  /** Who had that right before the message was known to stand, and did not say that it does not. */
  tries: z.number().default(2),
  ts: z.string().optional(),
  /** Where it is posted, by the channel's id. */
  place: z.string().optional(),
  /** When all were linked to the message who had come before anybody knew where it stands. */
  linkedAt: z.number().optional(),
});
export type Storm = z.infer<typeof storm>;

/** The storm as it is, if there is or was one. */
export async function findStorm(
  { client, name }: HistoryTable,
  channel: string,
  topic: string,
): Promise<Storm | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: stormKey(channel, topic), ConsistentRead: true }),
  );
  return Item && storm.parse(Item);
}

interface Change {
  set: Record<string, string | number>;
  condition?: string;
  values?: Record<string, string | number>;
}

/** The storm after the change; nothing where it is another one by now or the condition does not hold. */
export async function setOnStorm(
  { client, name }: HistoryTable,
  { channel, topic, id }: Storm,
  { set, condition, values }: Change,
): Promise<Storm | undefined> {
  const fields = Object.entries(set);
  const answer = await tryIf(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: stormKey(channel, topic),
        UpdateExpression: `SET ${fields.map((_, i) => `#f${i} = :f${i}`).join(', ')}`,
        ConditionExpression: condition ? `id = :id AND ${condition}` : 'id = :id',
        ExpressionAttributeNames: Object.fromEntries(fields.map(([field], i) => [`#f${i}`, field])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(fields.map(([, value], i) => [`:f${i}`, value])),
          ...values,
          ':id': id,
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return answer?.Attributes && storm.parse(answer.Attributes);
}
