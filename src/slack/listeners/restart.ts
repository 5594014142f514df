import type { WebClient } from '@slack/web-api';
import type { DeliveredFailure } from '../../history/failure.ts';
import { claimRestart, releaseRestart } from '../../history/restart.ts';
import type { Bot } from '../bot.ts';
import { cutEscaped } from '../cut.ts';

export interface Wanted {
  failure: DeliveredFailure;
  by: string;
  say: (text: string) => Promise<unknown>;
  client: WebClient;
}

/** Restarts a failed build, for those who may, once. The thread of its message says who did. */
export async function restart(
  { failure, by, say, client }: Wanted,
  { table, retry, now }: Bot,
): Promise<void> {
  if (!retry) return void (await say('Restarting builds from here is switched off.'));
  if (!retry.users.has(by))
    return void (await say(
      'You are not among those who may restart builds from here (FAULTLINE_RETRY_USERS).',
    ));
  const isFirst = await claimRestart(table, failure.buildId, { by, at: now().toISOString() });
  if (!isFirst) return void (await say('Somebody has restarted this build already.'));
  const started = await retry.run(failure).catch(async (error: Error) => {
    await releaseRestart(table, failure.buildId);
    const { redact } = await import('../../redact.ts');
    await say(`AWS did not restart it: ${redact(error.message)}`);
  });
  if (!started) return;
  const name = `${failure.project}${started.number === undefined ? '' : ` #${started.number}`}`;
  const text = `<@${by}> restarted the build: <${started.url}|${cutEscaped(name, 200)}>`;
  const { channel, ts } = failure;
  if (channel === undefined || ts === undefined) return void (await say(`Restarted as ${name}.`));
  await client.chat.postMessage({ channel, thread_ts: ts, text, unfurl_links: false });
}
