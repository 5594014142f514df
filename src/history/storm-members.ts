import { GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Report } from '../model.ts';
import { expireAfter, STORM_DAYS, stormMemberKey } from './keys.ts';
import type { Incident } from './project-state.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** A project in a storm. */
const member = z.object({
  project: z.string(),
  fingerprint: z.string(),
  openedBy: z.string(),
  number: z.number().optional(),
  count: z.number(),
  url: z.string().optional(),
  isGreen: z.boolean().default(false),
  /** What was captured from its log: what tells it from the others. */
  facts: z.record(z.string(), z.string()).default({}),
  /** Of the one that began the storm: what the message says of the cause and its fix stays that of the first. */
  report: z.custom<Report>().optional(),
});
export type StormMember = z.infer<typeof member>;

/** An incident that enters a storm, with the failure that it is told for. */
export interface Entry {
  topic: string;
  incident: Incident;
  report: Report;
  /** Before the checks: the report of who began the storm is kept once it has what they found. */
  isDraft?: boolean | undefined;
}

/** A list shows less of each. */
const MAX_FACT = 300;
/** An item of DynamoDB holds 400 KB, and every writer of the message reads this one. */
const MAX_REPORT = 50_000;

/** What tells storms apart. */
export interface StormKey {
  channel: string;
  topic: string;
  /** The build that began it. */
  id: string;
}

/**
 * Writes a member as it is now, unless it stands there with more failures: of several at once the last may write first.
 * Returns what stands. Nothing where another incident of its project is in the storm.
 */
export async function putMember(
  { client, name }: HistoryTable,
  { channel, topic, id }: StormKey,
  { incident, report, isDraft = false }: Entry,
  now: Date,
): Promise<StormMember | undefined> {
  const { project, fingerprint, openedBy, last, count, url } = incident;
  const facts = Object.fromEntries(
    Object.entries(report.facts).filter(([, value]) => value.length <= MAX_FACT),
  );
  const own = { project, fingerprint, openedBy, number: last.number, count, url, facts };
  const isKept = openedBy === id && !isDraft && JSON.stringify(report).length <= MAX_REPORT;
  const first = isKept ? { report } : {};
  const key = stormMemberKey(channel, topic, id, project);
  const command = new PutCommand({
    TableName: name,
    Item: { ...key, ...own, ...first, ttl: expireAfter(STORM_DAYS, now) },
    // By its fingerprint: of several builds at once, each takes itself for the one that opened it.
    ConditionExpression:
      'attribute_not_exists(pk) OR (fingerprint = :fingerprint AND (attribute_not_exists(isGreen) OR isGreen = :no) AND (#count < :count OR (#count = :count AND openedBy = :openedBy)))',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: {
      ':fingerprint': fingerprint,
      ':no': false,
      ':count': count,
      ':openedBy': openedBy,
    },
  });
  if (await tryIf(client.send(command))) return { ...own, ...first, isGreen: false };
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  const standing = member.parse(Item);
  return standing.fingerprint === fingerprint && !standing.isGreen ? standing : undefined;
}

/** The projects of a storm, by name. */
export async function listMembers(
  { client, name }: HistoryTable,
  { channel, topic, id }: StormKey,
): Promise<StormMember[]> {
  const { pk, sk } = stormMemberKey(channel, topic, id, '');
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
  { channel, topic, id }: StormKey,
  project: string,
): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: name,
    Key: stormMemberKey(channel, topic, id, project),
    UpdateExpression: 'SET isGreen = :yes',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(isGreen) OR isGreen = :no)',
    ExpressionAttributeValues: { ':yes': true, ':no': false },
  });
  return (await tryIf(client.send(command))) !== undefined;
}
