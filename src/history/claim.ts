import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { FailureRecord } from './failure.ts';
import { buildKey, CLAIM_DAYS, channelKey, expireAfter } from './keys.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** The right to work on a build until the lease ends. Attempts count up; only the latest may mark the work done. */
export interface Claim {
  buildId: string;
  attempt: number;
  /** Since when earlier attempts may have posted: they ended without a word, or with one that does not say. */
  earlier?: Date | undefined;
  /** Whether an earlier attempt recorded the failure: it had counted it by then. */
  isRecorded: boolean;
}

export type ClaimResult =
  | { kind: 'claimed'; claim: Claim }
  /** Another worker is at it until then. Nothing to post; to be tried again should that worker crash. */
  | { kind: 'held'; until: Date }
  /** Done, with the message where there was one to post. */
  | { kind: 'delivered'; channel?: string | undefined; ts?: string | undefined };

/** A message that stands in Slack, and the failure that it tells of. */
export interface Posted {
  channel: string;
  ts: string;
  failure: FailureRecord;
}

const claimSchema = z.object({
  state: z.enum(['claimed', 'delivered']),
  leaseUntil: z.number(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

const attemptSchema = z.object({
  attempt: z.number(),
  unsure: z.number().default(2),
  began: z.number(),
  failure: z.unknown().optional(),
});

/** Longer than a worker may run, shorter than Lambda's second retry. */
const LEASE = 90_000;

/**
 * Takes a build for this worker: of any number of workers and repeats, one gets it. A claim whose lease has
 * ended is taken over, since its worker crashed.
 */
export async function claimBuild(
  table: HistoryTable,
  buildId: string,
  now: Date,
  leaseMilliseconds: number = LEASE,
): Promise<ClaimResult> {
  const attributes = await updateIf(table, buildId, {
    UpdateExpression:
      'SET #state = :claimed, leaseUntil = :until, began = if_not_exists(began, :now), #ttl = if_not_exists(#ttl, :ttl) ADD attempt :one, unsure :one',
    ConditionExpression: 'attribute_not_exists(#state) OR (#state = :claimed AND leaseUntil <= :now)',
    ExpressionAttributeNames: { '#state': 'state', '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':claimed': 'claimed',
      ':until': now.getTime() + leaseMilliseconds,
      ':now': now.getTime(),
      ':one': 1,
      ':ttl': expireAfter(CLAIM_DAYS, now),
    },
  });
  if (attributes) {
    const { attempt, unsure, began, failure } = attemptSchema.parse(attributes);
    const isRecorded = failure !== undefined;
    return {
      kind: 'claimed',
      claim: { buildId, attempt, earlier: unsure > 1 ? new Date(began) : undefined, isRecorded },
    };
  }
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: buildKey(buildId), ConsistentRead: true }),
  );
  const found = claimSchema.parse(Item);
  if (found.state === 'claimed') return { kind: 'held', until: new Date(found.leaseUntil) };
  return { kind: 'delivered', channel: found.channel, ts: found.ts };
}

/** Just before the post: whether the build is still this worker's; if so, its lease starts anew. */
export async function renewClaim(
  table: HistoryTable,
  claim: Claim,
  now: Date,
  leaseMilliseconds: number = LEASE,
): Promise<boolean> {
  return changeClaim(table, claim, 'SET leaseUntil = :until', {
    ':until': now.getTime() + leaseMilliseconds,
  });
}

/** Gives the build back at once, for the retry of an attempt that failed without a crash: `isSure` that it posted nothing. */
export async function releaseClaim(table: HistoryTable, claim: Claim, isSure = false): Promise<boolean> {
  // What an attempt before this one did is still not known.
  const forget = isSure && claim.earlier === undefined;
  return changeClaim(table, claim, `SET leaseUntil = :none${forget ? ', unsure = :none' : ''}`, {
    ':none': 0,
  });
}

/**
 * The work is done: repeats will find it so. Without `posted` there was nothing to post (muted, green, over).
 * Returns false where another attempt had taken the build over meanwhile: it will have posted too.
 */
export async function markDelivered(
  table: HistoryTable,
  claim: Claim,
  posted?: Posted | undefined,
): Promise<boolean> {
  const isOurs = posted
    ? await changeClaim(table, claim, 'SET #state = :delivered, channel = :channel, ts = :ts', {
        ':delivered': 'delivered',
        ':channel': posted.channel,
        ':ts': posted.ts,
      })
    : await changeClaim(table, claim, 'SET #state = :delivered', { ':delivered': 'delivered' });
  if (posted) await rememberInChannel(table, posted);
  return isOurs;
}

async function changeClaim(
  table: HistoryTable,
  { buildId, attempt }: Claim,
  expression: string,
  values: Record<string, string | number>,
): Promise<boolean> {
  const attributes = await updateIf(table, buildId, {
    UpdateExpression: expression,
    ConditionExpression: 'attempt = :attempt AND #state = :claimed',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ...values, ':attempt': attempt, ':claimed': 'claimed' },
  });
  return attributes !== undefined;
}

type Change = Pick<
  ConstructorParameters<typeof UpdateCommand>[0],
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** The record after the change; nothing where the condition did not hold. */
async function updateIf(table: HistoryTable, buildId: string, change: Change) {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: buildKey(buildId),
    ReturnValues: 'ALL_NEW',
    ...change,
  });
  return (await tryIf(table.client.send(command)))?.Attributes;
}

// The newest failure wins, whichever is delivered last.
async function rememberInChannel(
  { client, name }: HistoryTable,
  { channel, ts, failure }: Posted,
): Promise<void> {
  const { buildId, arn, project, endedAt } = failure;
  const command = new PutCommand({
    TableName: name,
    Item: { ...channelKey(channel), buildId, arn, project, endedAt, ts },
    ConditionExpression: 'attribute_not_exists(pk) OR endedAt <= :endedAt',
    ExpressionAttributeValues: { ':endedAt': endedAt },
  });
  await tryIf(client.send(command));
}
