import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { HistoryConflictError } from './errors.ts';
import { expireAfter, STORM_DAYS, stormKey } from './keys.ts';
import {
  type Entry,
  listMembers,
  markGreen,
  putMember,
  type StormKey,
  type StormMember,
} from './storm-members.ts';
import type { HistoryTable } from './table.ts';

/** One cause that breaks projects within minutes: one message in a channel, with a list. See table.ts. */
const storm = z.object({
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
});
export type Storm = z.infer<typeof storm>;

/** What entering came to: whoever `mayWrite` writes the message, for all who have entered by then. */
export interface Entered {
  storm: Storm;
  mayWrite: boolean;
  /** Who is in it, where that was read on the way. */
  members?: StormMember[] | undefined;
}

/** Further failures belong to a storm that was quiet for less than this, and is younger than that. */
const QUIET = 10 * 60_000;
const LONGEST = 60 * 60_000;
/** Longer than a post may take, shorter than Lambda's second retry. */
const LEASE = 60_000;
const MAX_TRIES = 20;

/**
 * Begins the storm of this cause in a channel, with the right to write its message, or joins the one that there is.
 * Nearly always it begins one and stays alone in it, which costs one round trip, as does joining one that is remembered.
 * A project has one incident in a storm; what else it fails of meanwhile is news and gets a message of its own.
 */
export async function enterStorm(
  table: HistoryTable,
  channel: string,
  entry: Entry,
  now: Date,
  remembered?: Storm | undefined,
): Promise<Entered> {
  const known = remembered && isAlive(remembered, now) ? remembered : undefined;
  const entered = known && (await joinStorm(table, known, entry, now, true));
  if (entered === 'has-another') return enterStorm(table, channel, alone(entry), now);
  if (entered) return entered;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const [begun, found] = await Promise.all([
      beginStorm(table, channel, entry, now),
      findStorm(table, channel, entry.topic),
    ]);
    if (begun) return { storm: begun, mayWrite: true };
    const joined = found && (await joinStorm(table, found, entry, now, true));
    if (joined === 'has-another') return enterStorm(table, channel, alone(entry), now);
    if (joined) return joined;
  }
  throw new HistoryConflictError(entry.incident.project, MAX_TRIES);
}

/** Under a topic that no other incident has. */
function alone(entry: Entry): Entry {
  const { fingerprint, openedBy } = entry.incident;
  return { ...entry, topic: `${fingerprint}#${openedBy}` };
}

/**
 * Counts an incident in a storm, and takes the right to write where it is free. Nothing where it is another storm by now,
 * `has-another` where another incident of the same project is in it.
 * Whoever does not get the right counts once more, after its own record stands: whoever writes then finds it.
 */
export async function joinStorm(
  table: HistoryTable,
  found: Storm,
  entry: Entry,
  now: Date,
  isNews: boolean,
): Promise<Entered | 'has-another' | undefined> {
  const last = isNews ? now.getTime() : found.last;
  const [own, held, members] = await Promise.all([
    putMember(table, found, entry, now),
    bump(table, found, last, now),
    listMembers(table, found),
  ]);
  if (!own) {
    if (held) await abandonStorm(table, held, true);
    return 'has-another';
  }
  if (held) {
    // Whoever counted since it was found may stand in no list that was read meanwhile.
    if (held.revision !== found.revision + 1) return { storm: held, mayWrite: true };
    const others = members.filter(({ project }) => project !== own.project);
    return { storm: held, mayWrite: true, members: [...others, own] };
  }
  const joined = await bump(table, found, last);
  if (!joined) return undefined;
  const leased = joined.lease <= now.getTime() ? await leaseStorm(table, joined, now) : undefined;
  return { storm: leased ?? joined, mayWrite: leased !== undefined };
}

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

/** Since when somebody who died may have posted the message of a storm; nothing where it is known, or known not to stand. */
export function findUnsureSince({ ts, tries, began }: Storm): Date | undefined {
  return ts === undefined && tries > 1 ? new Date(began) : undefined;
}

/** Whether others count on somebody who died: they came while it had the right to write, and the message does not show them. */
export function isOwed({ revision, shown, lease }: Storm, now: Date): boolean {
  return revision > shown && lease <= now.getTime();
}

function isAlive({ began, last }: Storm, now: Date): boolean {
  return now.getTime() - last < QUIET && now.getTime() - began < LONGEST;
}

/** Nothing where one is alive, unless that is the one to `replace`: its message was deleted. */
export async function beginStorm(
  table: HistoryTable,
  channel: string,
  entry: Entry,
  now: Date,
  replace?: Storm | undefined,
): Promise<Storm | undefined> {
  const at = now.getTime();
  const { topic, incident } = entry;
  const { openedBy: id } = incident;
  const begun = {
    id,
    channel,
    topic,
    began: at,
    last: at,
    revision: 1,
    shown: 0,
    lease: at + LEASE,
    tries: 1,
  };
  const head = new PutCommand({
    TableName: table.name,
    Item: { ...stormKey(channel, topic), ...begun, ttl: expireAfter(STORM_DAYS, now) },
    ...(replace
      ? { ConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': replace.id } }
      : {
          ConditionExpression: 'attribute_not_exists(pk) OR #last < :quiet OR began < :long',
          ExpressionAttributeNames: { '#last': 'last' },
          ExpressionAttributeValues: { ':quiet': at - QUIET, ':long': at - LONGEST },
        }),
  });
  const [written] = await Promise.all([tryIf(table.client.send(head)), putMember(table, begun, entry, now)]);
  return written && begun;
}

/** Counts something new. With `leaseAt` only where the right to write is free, which it takes. */
async function bump(
  { client, name }: HistoryTable,
  { channel, topic, id }: Storm,
  last: number,
  leaseAt?: Date | undefined,
): Promise<Storm | undefined> {
  const at = leaseAt?.getTime();
  const answer = await tryIf(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: stormKey(channel, topic),
        UpdateExpression: `SET #last = :last${at === undefined ? '' : ', lease = :until'} ADD revision :one${at === undefined ? '' : ', tries :one'}`,
        ConditionExpression: at === undefined ? 'id = :id' : 'id = :id AND lease <= :now',
        ExpressionAttributeNames: { '#last': 'last' },
        ExpressionAttributeValues: {
          ':last': last,
          ':one': 1,
          ':id': id,
          ...(at !== undefined && { ':now': at, ':until': at + LEASE }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return answer?.Attributes && storm.parse(answer.Attributes);
}

/** Takes the right to write the message: one has it at a time, and nobody who crashed keeps it. */
export async function leaseStorm(table: HistoryTable, held: Storm, now: Date): Promise<Storm | undefined> {
  return setOnStorm(table, held, {
    set: { lease: now.getTime() + LEASE, tries: held.tries + 1 },
    condition: 'lease <= :now',
    values: { ':now': now.getTime() },
  });
}

/**
 * Keeps where the message stands and gives the right to write it back. Returns the storm as it is by now where more
 * has come that the message does not show: the right is kept, write it again.
 */
export async function settleStorm(
  table: HistoryTable,
  shown: Storm,
  { channel: place, ts }: { channel: string; ts: string },
): Promise<Storm | undefined> {
  const settled = await setOnStorm(table, shown, {
    set: { place, ts, lease: 0, shown: shown.revision },
    condition: 'revision = :revision',
    values: { ':revision': shown.revision },
  });
  return settled ? undefined : setOnStorm(table, shown, { set: { place, ts, shown: shown.revision } });
}

/** Keeps what the message shows, written without the right to: after the others have it. */
export async function markShown(table: HistoryTable, storm: Storm): Promise<void> {
  const condition = 'shown < :revision';
  const values = { ':revision': storm.revision };
  await setOnStorm(table, storm, { set: { shown: storm.revision }, condition, values });
}

/**
 * Gives the right back whatever came: the message could not be written. `isSure` that it was not posted. With `until`
 * nobody takes it before: Slack has enough for now, and who comes meanwhile counts on the retry of this worker.
 */
export async function abandonStorm(
  table: HistoryTable,
  held: Storm,
  isSure: boolean,
  until?: Date | undefined,
): Promise<void> {
  const lease = until?.getTime() ?? 0;
  await setOnStorm(table, held, { set: { lease, ...(isSure && { tries: held.tries - 1 }) } });
}

/** Marks a project as green again; returns the storm where it still is that one. */
export async function calmStorm(
  table: HistoryTable,
  { channel, topic, id }: StormKey,
  project: string,
): Promise<Storm | undefined> {
  await markGreen(table, { channel, topic, id }, project);
  const found = await findStorm(table, channel, topic);
  return found?.id === id ? found : undefined;
}

interface Change {
  set: Record<string, string | number>;
  condition?: string;
  values?: Record<string, string | number>;
}

/** The storm after the change; nothing where it is another one by now or the condition does not hold. */
async function setOnStorm(
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

async function tryIf<T>(sending: Promise<T>): Promise<T | undefined> {
  try {
    return await sending;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
