import { BuildHeldError } from './errors.ts';
import { claimBuild, markDelivered, releaseClaim } from './history/claim.ts';
import type { HistoryTable } from './history/table.ts';
import { isRefusal } from './slack/errors.ts';

/**
 * Tells something once, however often and however many at a time ask for it. `tell` gets the moment since when an earlier
 * attempt may have posted it. Throws BuildHeldError while another worker is at it, and what `tell` throws: to be tried again.
 */
export async function tellOnce(
  table: HistoryTable,
  id: string,
  now: () => Date,
  tell: (since: Date | undefined) => Promise<void>,
): Promise<void> {
  const claimed = await claimBuild(table, id, now());
  if (claimed.kind === 'delivered') return;
  if (claimed.kind === 'held') throw new BuildHeldError(id, claimed.until);
  try {
    await tell(claimed.claim.earlier);
  } catch (error) {
    await releaseClaim(table, claimed.claim, isRefusal(error));
    throw error;
  }
  await markDelivered(table, claimed.claim);
}
