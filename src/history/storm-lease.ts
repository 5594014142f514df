import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { stormKey } from './keys.ts';
import { type Storm, setOnStorm, storm } from './storm-record.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** A storm, with the right to write its message or without. */
interface Taken {
  storm: Storm;
  mayWrite: boolean;
}

/** Longer than a post may take, shorter than Lambda's second retry. */
export const LEASE = 60_000;

/** Counts something new; `last`: when, where it is a new failure of the storm. With `leaseAt` only where the right to write is free, which it takes. */
export async function bump(
  { client, name }: HistoryTable,
  { channel, topic, id }: Storm,
  last?: number | undefined,
  leaseAt?: Date | undefined,
): Promise<Storm | undefined> {
  const at = leaseAt?.getTime();
  const sets = [
    ...(last === undefined ? [] : ['#last = :last']),
    ...(at === undefined ? [] : ['lease = :until']),
  ];
  const answer = await tryIf(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: stormKey(channel, topic),
        UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}ADD revision :one${at === undefined ? '' : ', tries :one'}`,
        ConditionExpression: at === undefined ? 'id = :id' : 'id = :id AND lease <= :now',
        ...(last !== undefined && { ExpressionAttributeNames: { '#last': 'last' } }),
        ExpressionAttributeValues: {
          ...(last !== undefined && { ':last': last }),
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

/** Gives the right back that was taken and not used. Nothing happens where it is not this one any more. */
export async function returnLease(table: HistoryTable, { storm, mayWrite }: Taken): Promise<void> {
  if (!mayWrite) return;
  await setOnStorm(table, storm, {
    set: { lease: 0, tries: storm.tries - 1 },
    condition: 'lease = :lease',
    values: { ':lease': storm.lease },
  });
}
