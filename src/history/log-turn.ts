import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { CLAIM_DAYS, expireAfter, logTurnKey } from './keys.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/**
 * Milliseconds between two turns: eight logs a second. CloudWatch Logs lets an account read ten in a region (some have
 * more), and builds that fail meanwhile, and people, read too.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const GAP = 125;
/** After a turn in which AWS had no room either: others read more than we think, so the line slows down. */
const WIDE_GAP = 500;
/** Milliseconds from now to the first turn: the second in which AWS had enough is over by then. */
const SOON = 1000;
/** Between the two writes others may have taken turns; somebody's always goes through. */
const TRIES = 5;

/**
 * When a build has its turn whose log AWS did not let be read: behind all that were turned away before it, in whatever
 * process. Each call takes a turn. `place` is the account and region of the log, as the history names them; `hadTurn`:
 * it was turned away in a turn of its own.
 */
export async function takeLogTurn(
  table: HistoryTable,
  place: string,
  now: Date,
  hadTurn: boolean,
): Promise<Date> {
  const line = { table, place, soon: now.getTime() + SOON, gap: hadTurn ? WIDE_GAP : GAP };
  for (let tries = 0; tries < TRIES; tries++) {
    const next = (await joinLine(line)) ?? (await openLine(line, now));
    if (next !== undefined) return new Date(next - line.gap);
  }
  return new Date(line.soon);
}

interface Line {
  table: HistoryTable;
  place: string;
  /** The first turn that there may be, and how far the next one is from it, in milliseconds. */
  soon: number;
  gap: number;
}

/** Behind those that wait. Returns when the next one's turn is, nothing where nobody waits. */
async function joinLine(line: Line): Promise<number | undefined> {
  return change(line, {
    UpdateExpression: 'ADD nextTurn :gap',
    ConditionExpression: 'nextTurn > :soon',
    ExpressionAttributeValues: { ':gap': line.gap, ':soon': line.soon },
  });
}

async function openLine(line: Line, now: Date): Promise<number | undefined> {
  const { soon, gap } = line;
  return change(line, {
    UpdateExpression: 'SET nextTurn = :next, #ttl = :ttl',
    ConditionExpression: 'attribute_not_exists(nextTurn) OR nextTurn <= :soon',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':next': soon + gap, ':soon': soon, ':ttl': expireAfter(CLAIM_DAYS, now) },
  });
}

type Change = Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key' | 'ReturnValues'>;

async function change({ table, place }: Line, by: Change): Promise<number | undefined> {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: logTurnKey(place),
    ReturnValues: 'ALL_NEW',
    ...by,
  });
  const answer = await tryIf(table.client.send(command));
  return answer && Number(answer.Attributes?.nextTurn);
}
