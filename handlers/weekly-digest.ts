import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { getSlackSettings, getTableName } from '../src/config.ts';
import type { DigestDesk, DigestPosted } from '../src/digest/post-digest.ts';
import { openTable } from '../src/history/table.ts';
import { readSecret } from '../src/secret.ts';
import { createSlackClient } from '../src/slack/client.ts';
import { withoutSecrets } from './without-secrets.ts';

const dynamodb = new DynamoDBClient();

async function openDesk(): Promise<DigestDesk & { channel: string }> {
  const { botToken, channel, apiUrl } = getSlackSettings();
  const slack = createSlackClient({ token: await readSecret(botToken), apiUrl });
  return { table: openTable(dynamodb, getTableName()), slack, channel, now: () => new Date() };
}

/**
 * Takes what a schedule of EventBridge Scheduler sends: `{scheduledTime, timezone, channel?, covers?}`, all optional.
 * Throws for another payload and for whatever keeps the digest from standing: the invocation then counts as failed
 * and is tried again.
 */
export const handler = withoutSecrets(async (event: unknown, _context: Context): Promise<DigestPosted> => {
  // Loaded while the token is read.
  const [desk, { parseSchedule }, { readDigest }, { postDigest }] = await Promise.all([
    openDesk(),
    import('../src/digest/schedule.ts'),
    import('../src/digest/read-digest.ts'),
    import('../src/digest/post-digest.ts'),
  ]);
  const { week, channel = desk.channel, covers } = parseSchedule(event, desk.now());
  const scope = covers === 'told-here' ? channel : undefined;
  const read = () => readDigest(desk.table, week, scope);
  const posted = await postDigest({ channel, week: week.id }, read, desk);
  const { logger } = await import('./logger.ts');
  logger.info('digest told', { channel, week: week.id, posted });
  return posted;
});
