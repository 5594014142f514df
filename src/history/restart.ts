import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Restart } from './failure.ts';
import { buildKey } from './keys.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

/** Takes the right to restart a failed build: one gets it. False where somebody has it, or no such failure is known. */
export async function claimRestart(
  { client, name }: HistoryTable,
  buildId: string,
  restart: Restart,
): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: name,
    Key: buildKey(buildId),
    UpdateExpression: 'SET restart = :restart',
    ConditionExpression: 'attribute_exists(failure) AND attribute_not_exists(restart)',
    ExpressionAttributeValues: { ':restart': restart },
  });
  return (await tryIf(client.send(command))) !== undefined;
}

/** Gives the right back: the build could not be restarted. */
export async function releaseRestart({ client, name }: HistoryTable, buildId: string): Promise<void> {
  await client.send(
    new UpdateCommand({ TableName: name, Key: buildKey(buildId), UpdateExpression: 'REMOVE restart' }),
  );
}
