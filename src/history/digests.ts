import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { digestKey, expireAfter, FAILURE_DAYS } from './keys.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** The message of a digest, and whether it still wants a picture: Slack did not take its own chart. */
export interface PostedDigest {
  channel: string;
  ts: string;
  wantsPicture: boolean;
}

/** The right to post a channel's digest of a week, and how far an earlier attempt got. */
export interface DigestClaim {
  channel: string;
  week: string;
  attempt: number;
  /** Since when an earlier attempt, which broke off, may have posted. */
  earlier?: Date | undefined;
  /** The message, once it stands. */
  posted?: PostedDigest | undefined;
  /** How many of the steps below the message are done. */
  steps: number;
}

export type DigestClaimed =
  | { kind: 'claimed'; claim: DigestClaim }
  | { kind: 'held'; until: Date }
  | { kind: 'done' };

/** Longer than the function may run, shorter than the time to Lambda's second retry. */
const LEASE = 150_000;

const record = z.object({
  state: z.enum(['claimed', 'done']),
  leaseUntil: z.number(),
  attempt: z.number(),
  began: z.number(),
  postedIn: z.string().optional(),
  ts: z.string().optional(),
  wantsPicture: z.boolean().default(false),
  steps: z.number().default(0),
});

/** Takes a channel's week for this worker: one conditional write, which one of many wins. A lease that ended is taken over. */
export async function claimDigest(
  { client, name }: HistoryTable,
  channel: string,
  week: string,
  now: Date,
): Promise<DigestClaimed> {
  const Key = digestKey(channel, week);
  const command = new UpdateCommand({
    TableName: name,
    Key,
    UpdateExpression:
      'SET #state = :claimed, leaseUntil = :until, began = if_not_exists(began, :now), #ttl = if_not_exists(#ttl, :ttl) ADD attempt :one',
    ConditionExpression: 'attribute_not_exists(#state) OR (#state = :claimed AND leaseUntil <= :now)',
    ExpressionAttributeNames: { '#state': 'state', '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':claimed': 'claimed',
      ':until': now.getTime() + LEASE,
      ':now': now.getTime(),
      ':one': 1,
      ':ttl': expireAfter(FAILURE_DAYS, now),
    },
    ReturnValues: 'ALL_NEW',
  });
  const taken = await tryIf(client.send(command));
  if (taken) {
    const { attempt, began, postedIn, ts, steps, wantsPicture } = record.parse(taken.Attributes);
    const hasPosted = postedIn !== undefined && ts !== undefined;
    const posted = hasPosted ? { channel: postedIn, ts, wantsPicture } : undefined;
    const earlier = attempt > 1 ? new Date(began) : undefined;
    return { kind: 'claimed', claim: { channel, week, attempt, earlier, posted, steps } };
  }
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  const found = record.parse(Item);
  return found.state === 'done' ? { kind: 'done' } : { kind: 'held', until: new Date(found.leaseUntil) };
}

/** Keeps where the message stands, so that a retry does not post it again. */
export async function rememberPosted(
  table: HistoryTable,
  claim: DigestClaim,
  { channel, ts, wantsPicture }: PostedDigest,
): Promise<void> {
  const values = { ':in': channel, ':ts': ts, ':wants': wantsPicture };
  await change(table, claim, 'SET postedIn = :in, ts = :ts, wantsPicture = :wants', values);
}

/** Keeps how many steps below the message are done. */
export async function rememberSteps(table: HistoryTable, claim: DigestClaim, steps: number): Promise<void> {
  await change(table, claim, 'SET steps = :steps', { ':steps': steps });
}

/** The week's digest stands: no attempt gets it again. */
export async function markDigestDone(table: HistoryTable, claim: DigestClaim): Promise<void> {
  await change(table, claim, 'SET #state = :done', { ':done': 'done' }, { '#state': 'state' });
}

/** Gives the week back at once, for the retry of an attempt that failed without a crash. */
export async function releaseDigest(table: HistoryTable, claim: DigestClaim): Promise<void> {
  await change(table, claim, 'SET leaseUntil = :none', { ':none': 0 });
}

/** Only the latest attempt may write; of an earlier one nothing is kept, since another has taken over. */
async function change(
  { client, name }: HistoryTable,
  { channel, week, attempt }: DigestClaim,
  expression: string,
  values: Record<string, string | number | boolean>,
  names?: Record<string, string>,
): Promise<void> {
  const command = new UpdateCommand({
    TableName: name,
    Key: digestKey(channel, week),
    UpdateExpression: expression,
    ConditionExpression: 'attempt = :attempt',
    ...(names && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: { ...values, ':attempt': attempt },
  });
  await tryIf(client.send(command));
}
