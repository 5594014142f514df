import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Report } from '../model.ts';
import { buildKey, channelKey, expireAfter, FAILURE_DAYS, indexKeys } from './keys.ts';
import type { HistoryTable } from './table.ts';

/** As it is stored. */
export const storedFailure = z.object({
  buildId: z.string(),
  arn: z.string(),
  account: z.string(),
  region: z.string(),
  project: z.string(),
  number: z.number().optional(),
  status: z.string(),
  cause: z.string(),
  family: z.string(),
  title: z.string(),
  fingerprint: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  phase: z.string().optional(),
  branch: z.string().optional(),
  commit: z.string().optional(),
  pipeline: z.string().optional(),
  retryable: z.boolean(),
  startedAt: z.string().optional(),
  /** ISO time, in UTC. */
  endedAt: z.string(),
  durationSeconds: z.number().optional(),
  /** What it ran on: these two set its price. */
  computeType: z.string().optional(),
  image: z.string().optional(),
  /** The line that tells most, without secrets, cut. */
  line: z.string().optional(),
  /** The lines shown, without secrets, cut: a draft of a signature finds one of them. */
  lines: z.array(z.string()).optional(),
  url: z.string(),
});

/** What the history keeps of a failed build. */
export type FailureRecord = z.infer<typeof storedFailure>;

/** Who restarted a build, and when. */
const restarted = z.object({ by: z.string(), at: z.string() });
export type Restart = z.infer<typeof restarted>;

/** The failure, what became of its message, and who restarted it. */
export type DeliveredFailure = FailureRecord & {
  restart?: Restart | undefined;
  delivery: 'pending' | 'delivered';
  channel?: string | undefined;
  ts?: string | undefined;
};

const buildRecord = z.object({
  failure: storedFailure,
  state: z.enum(['claimed', 'delivered']).optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  restart: restarted.optional(),
});

const lastFailure = z.object({
  buildId: z.string(),
  arn: z.string(),
  project: z.string(),
  endedAt: z.string(),
  ts: z.string(),
});
export type LastFailure = z.infer<typeof lastFailure>;

/** A digest shows it on one or two lines of a phone. */
const MAX_LINE = 300;

const MAX_LINES = 5;
/** A project's name has 255 characters at most. */
const MAX_ID = 400;

/** What to keep of a report; nothing of a report without a build. `now` stands in for an end that is not known. */
export function findFailure(report: Report, now: Date): FailureRecord | undefined {
  const { build, cause, family, title, fingerprint, confidence, phase, retryable } = report;
  if (!build) return undefined;
  const {
    id: buildId,
    arn,
    account,
    region,
    project,
    number,
    status,
    branch,
    commit,
    startedAt,
    url,
  } = build;
  return {
    ...{ buildId, arn, account, region, project, number, status, branch, commit, startedAt, url },
    ...{ cause, family, title, fingerprint, confidence, retryable },
    phase: phase ?? undefined,
    pipeline: build.pipeline?.name,
    endedAt: build.endedAt ?? now.toISOString(),
    durationSeconds: build.durationSeconds,
    computeType: build.computeType,
    image: build.image,
    line: report.evidence[0]?.text.trim().slice(0, MAX_LINE),
    lines: report.evidence.slice(0, MAX_LINES).map(({ text }) => text.trim().slice(0, MAX_LINE)),
  };
}

/** Keeps a failure. The same build again replaces its own record, and leaves the claim on it alone. */
export async function recordFailure(
  { client, name }: HistoryTable,
  failure: FailureRecord,
  now: Date,
): Promise<void> {
  const { gsi1pk, gsi1sk } = indexKeys('FAILURE', failure.project, failure.endedAt, failure.buildId);
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: buildKey(failure.buildId),
      UpdateExpression: 'SET failure = :failure, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk, #ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':failure': failure,
        ':gsi1pk': gsi1pk,
        ':gsi1sk': gsi1sk,
        ':ttl': expireAfter(FAILURE_DAYS, now),
      },
    }),
  );
}

/** The record of a build, if it failed and was recorded. */
export async function findRecordedFailure(
  { client, name }: HistoryTable,
  buildId: string,
): Promise<DeliveredFailure | undefined> {
  // A key of DynamoDB is shorter: whoever asks for more names no build.
  if ((buildId?.length ?? 0) > MAX_ID) return undefined;
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: buildKey(buildId) }));
  return Item?.failure === undefined ? undefined : readFailure(Item);
}

/** The newest failure that was told in a channel, if any was. */
export async function lastFailureInChannel(
  { client, name }: HistoryTable,
  channel: string,
): Promise<LastFailure | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: channelKey(channel), ConsistentRead: true }),
  );
  return Item && lastFailure.parse(Item);
}

/** Takes a build's record as stored; returns its failure. Throws where it is not one. */
export function readFailure(item: Record<string, unknown>): DeliveredFailure {
  const { failure, state, channel, ts, restart } = buildRecord.parse(item);
  return { ...failure, delivery: state === 'delivered' ? 'delivered' : 'pending', channel, ts, restart };
}
