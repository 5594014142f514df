import { getDefaultRegion } from '../src/aws.ts';
import { findOwnAccount, findRegion, getMemberSettings, getSweptRegions } from '../src/config.ts';
import type { SweepResult } from '../src/sweep.ts';
import { getDesk } from './desk.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Takes the Scheduler's event, whatever it holds: tells the failures that EventBridge did not deliver. Throws where
 * one of them cannot be told, or a region not be read: the invocation then counts as failed. What the function has no
 * time for is left to the next one.
 */
export const handler = withoutSecrets(async (_event: unknown, context: unknown): Promise<SweepResult> => {
  const end = Date.now() + getTime(context) - RESERVE;
  const region = findRegion() ?? (await getDefaultRegion());
  const { accounts } = getMemberSettings();
  // Loaded while the desk reads the token.
  const [desk, { getSweptPlaces, sweep }] = await Promise.all([getDesk(), import('../src/sweep.ts')]);
  const places = getSweptPlaces(
    { account: findOwnAccount(), region },
    { regions: getSweptRegions(), accounts },
  );
  const result = await sweep(desk, places, { isLate: () => Date.now() > end });
  const { logger } = await import('./logger.ts');
  logger.info('swept', { ...result, places: places.length });
  return result;
});

/** Milliseconds that one build may still take once the time is over: its log may have to be waited for. */
const RESERVE = 25_000;
/** Milliseconds, where nobody says how long the function may run. */
const TIME = 60_000;

function getTime(context: unknown): number {
  const asked = (context as { getRemainingTimeInMillis?: () => number } | undefined)
    ?.getRemainingTimeInMillis;
  return asked?.() ?? TIME;
}
