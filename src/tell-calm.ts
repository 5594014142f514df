import type { Desk } from './desk.ts';
import type { ClosedIncident } from './history/project-state.ts';
import { calmStorm } from './history/storm.ts';
import { listMembers } from './history/storm-members.ts';
import { getPatience } from './patience.ts';
import { deliverBelow } from './slack/deliver-below.ts';
import { renderStormOver } from './slack/storm.ts';
import { tellOnce } from './tell-once.ts';

/** In a storm of more projects than this, only the last recovery is told, for all. */
const FEW = 5;

/**
 * Counts a recovery in the storm that its incident was one of, and tells once when all of the storm is green. Returns
 * whether this recovery is to be told by itself: it was alone, or one of few.
 */
export async function calm({ project, message, closedBy }: ClosedIncident, desk: Desk): Promise<boolean> {
  const { table, now } = desk;
  if (!message?.storm) return true;
  const storm = await calmStorm(table, message.storm, project);
  if (!storm) return true;
  const members = await listMembers(table, storm);
  if (members.length === 1) return true;
  if (!members.every(({ isGreen }) => isGreen)) return members.length <= FEW;
  const builds = members.reduce((sum, { count }) => sum + count, 0);
  const over = renderStormOver({
    projects: members.length,
    builds,
    milliseconds: Math.max(0, Date.parse(closedBy.endedAt) - storm.began),
  });
  // A project that fails again begins another end of the same storm.
  const end = `storm-over:${storm.id}:${storm.topic}:${builds}`;
  await tellOnce(table, end, now, (since) =>
    deliverBelow(desk.slack, message, over, { ...getPatience(desk), mark: end, since }),
  );
  return false;
}
