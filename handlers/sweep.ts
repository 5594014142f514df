import { Logger } from '@aws-lambda-powertools/logger';
import { getDefaultRegion } from '../src/aws.ts';
import { findRegion } from '../src/config.ts';
import { findUntold } from '../src/sweep.ts';
import { tellFailure } from '../src/tell-failure.ts';
import { getDesk } from './desk.ts';

const logger = new Logger({ serviceName: 'faultline' });

/**
 * Takes the Scheduler's event, whatever it holds: tells the failures that EventBridge did not deliver. One that
 * cannot be told does not keep the others back; the invocation then counts as failed.
 */
export async function handler(_event: unknown, _context: unknown): Promise<{ told: number }> {
  const desk = await getDesk();
  const aws = desk.aws(findRegion() ?? (await getDefaultRegion()));
  const untold = await findUntold(aws, desk.table, desk.now());
  const results = await Promise.allSettled(untold.map((build) => tellFailure(build, desk)));
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  logger.info('swept', { untold: untold.length, failed: failed.length });
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${untold.length} failed builds could not be told`);
  return { told: untold.length };
}
