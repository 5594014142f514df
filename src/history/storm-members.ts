import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { expireAfter, STORM_DAYS, stormMemberKey } from './keys.ts';
import type { Incident } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** A project in a storm. */
const member = z.object({
  project: z.string(),
  openedBy: z.string(),
  number: z.number().optional(),
  count: z.number(),
  url: z.string().optional(),
  isGreen: z.boolean().default(false),
});
export type StormMember = z.infer<typeof member>;

/** What tells storms apart. */
export interface StormKey {
  channel: string;
  fingerprint: string;
  /** The build that began it. */
  id: string;
}

/** Writes a member as it is now. */
export async function putMember(
  { client, name }: HistoryTable,
  { channel, fingerprint, id }: StormKey,
  { project, openedBy, last, count, url }: Incident,
  now: Date,
): Promise<StormMember> {
  const own = { project, openedBy, number: last.number, count, url };
  const key = stormMemberKey(channel, fingerprint, id, project);
  await client.send(
    new PutCommand({ TableName: name, Item: { ...key, ...own, ttl: expireAfter(STORM_DAYS, now) } }),
  );
  return { ...own, isGreen: false };
}

/** The projects of a storm, by name. */
export async function listMembers(
  { client, name }: HistoryTable,
  { channel, fingerprint, id }: StormKey,
): Promise<StormMember[]> {
  const { pk, sk } = stormMemberKey(channel, fingerprint, id, '');
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
    },
  );
  const members: StormMember[] = [];
  for await (const { Items = [] } of pages) members.push(...Items.map((item) => member.parse(item)));
  return members;
}

/** Marks a project as green again. False where it was, or is in no such storm. */
export async function markGreen(
  { client, name }: HistoryTable,
  { channel, fingerprint, id }: StormKey,
  project: string,
): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: name,
    Key: stormMemberKey(channel, fingerprint, id, project),
    UpdateExpression: 'SET isGreen = :yes',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(isGreen) OR isGreen = :no)',
    ExpressionAttributeValues: { ':yes': true, ':no': false },
  });
  try {
    await client.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
