import { getDefaultRegion } from '../src/aws.ts';
import { findRegion } from '../src/config.ts';
import { sweep } from '../src/sweep.ts';
import { getDesk } from './desk.ts';
import { logger } from './logger.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Takes the Scheduler's event, whatever it holds: tells the failures that EventBridge did not deliver. Throws where
 * one of them cannot be told: the invocation then counts as failed.
 */
export const handler = withoutSecrets(
  async (_event: unknown, _context: unknown): Promise<{ told: number }> => {
    const told = await sweep(await getDesk(), findRegion() ?? (await getDefaultRegion()));
    logger.info('swept', { told });
    return { told };
  },
);
