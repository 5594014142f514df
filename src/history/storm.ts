import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { HistoryConflictError } from './errors.ts';
import { expireAfter, getAloneTopic, STORM_DAYS, stormKey } from './keys.ts';
import { abandonStorm, bump, LEASE, leaseStorm } from './storm-lease.ts';
import {
  type Entry,
  listMembers,
  markGreen,
  putMember,
  type StormKey,
  type StormMember,
} from './storm-members.ts';
import { findStorm, type Storm } from './storm-record.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

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
const MAX_TRIES = 20;
/** Of so many the list is read on the way in no more. */
const MANY = 20;

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
  return { ...entry, topic: getAloneTopic(fingerprint, openedBy) };
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
  const last = isNews ? now.getTime() : undefined;
  const [own, held, members] = await Promise.all([
    putMember(table, found, entry, now),
    bump(table, found, last, now),
    // Whoever writes the message of many reads the list then: most only join.
    found.revision > MANY ? undefined : listMembers(table, found),
  ]);
  if (!own) {
    if (held) await abandonStorm(table, held, true);
    return 'has-another';
  }
  if (held) {
    // Whoever counted since it was found may stand in no list that was read meanwhile.
    if (!members || held.revision !== found.revision + 1) return { storm: held, mayWrite: true };
    const others = members.filter(({ project }) => project !== own.project);
    return { storm: held, mayWrite: true, members: [...others, own] };
  }
  const joined = await bump(table, found, last);
  return joined && takeRight(table, joined, now);
}

async function takeRight(table: HistoryTable, joined: Storm, now: Date): Promise<Entered> {
  const leased = joined.lease <= now.getTime() ? await leaseStorm(table, joined, now) : undefined;
  return { storm: leased ?? joined, mayWrite: leased !== undefined };
}

/**
 * Counts an incident anew that entered by what was read ahead: it has failed more often by now. Whoever writes the
 * message shows that then. Nothing where it is another storm by now.
 */
export async function recount(
  table: HistoryTable,
  { storm, mayWrite }: Entered,
  entry: Entry,
  now: Date,
): Promise<Entered | undefined> {
  await putMember(table, storm, entry, now);
  const counted = await bump(table, storm);
  if (!counted || mayWrite) return counted && { storm: counted, mayWrite };
  return takeRight(table, counted, now);
}

/** Since when somebody who died may have posted the message of a storm; nothing where it is known, or known not to stand. */
export function findUnsureSince({ ts, tries, began }: Storm): Date | undefined {
  return ts === undefined && tries > 1 ? new Date(began) : undefined;
}

/** Whether others count on somebody who died: they came while it had the right to write, and the message does not show them. */
export function isOwed({ revision, shown, lease }: Storm, now: Date): boolean {
  return revision > shown && lease <= now.getTime();
}

/** The storm that a message tells of; nothing where it is another one by now. */
export async function findLinked(table: HistoryTable, link: StormKey): Promise<Storm | undefined> {
  const found = await findStorm(table, link.channel, link.topic);
  return found?.id === link.id ? found : undefined;
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

/** Marks a project as green again; returns the storm where it still is that one. */
export async function calmStorm(
  table: HistoryTable,
  { channel, topic, id }: StormKey,
  project: string,
): Promise<Storm | undefined> {
  await markGreen(table, { channel, topic, id }, project);
  return findLinked(table, { channel, topic, id });
}
