import type { Desk } from './desk.ts';
import type { ClosedIncident } from './history/project-state.ts';
import { calmStorm } from './history/storm.ts';
import { listMembers } from './history/storm-members.ts';
import { deliverBelow } from './slack/deliver-below.ts';
import { renderStormOver } from './slack/storm.ts';

/** In a storm of more projects than this, only the last recovery is told, for all. */
const FEW = 5;

/**
 * Counts a recovery in the storm that its incident was one of, and tells once when all of the storm is green. Returns
 * whether this recovery is to be told by itself: it was alone, or one of few.
 */
export async function calm(
  { project, message, closedBy }: ClosedIncident,
  { table, slack }: Desk,
): Promise<boolean> {
  if (!message?.storm) return true;
  const storm = await calmStorm(table, message.storm, project);
  if (!storm) return true;
  const members = await listMembers(table, storm);
  if (members.length === 1) return true;
  if (storm.green < members.length) return members.length <= FEW;
  const over = renderStormOver({
    projects: members.length,
    builds: members.reduce((sum, { count }) => sum + count, 0),
    milliseconds: Math.max(0, Date.parse(closedBy.endedAt) - storm.began),
  });
  await deliverBelow(slack, message, over);
  return false;
}
