import type { Desk } from './desk.ts';
import type { FailureRecord } from './history/failure.ts';
import { toFailing } from './history/incidents.ts';
import { joinIncident, NOTHING_KNOWN } from './history/project-state.ts';
import { isOwed } from './history/storm.ts';
import { leaseStorm } from './history/storm-lease.ts';
import { listMembers, markGreen, putMember } from './history/storm-members.ts';
import { findStorm } from './history/storm-record.ts';
import type { Report } from './model.ts';
import type { Route } from './route.ts';
import { show } from './tell-storm.ts';

export interface Debt {
  report: Report;
  failure: FailureRecord;
  route: Route;
  /** Since when earlier attempts were at it. */
  earlier: Date;
}

/**
 * An attempt that died may have had the right to write the message of a storm, and others may have joined it meanwhile:
 * they count on that message. Writes it for them, although this failure itself is no news any more. Throws what keeps
 * the message from standing.
 */
export async function payDebt({ report, failure, route, earlier }: Debt, desk: Desk): Promise<void> {
  const { table, now } = desk;
  const found = await findStorm(table, route.channel, report.topic ?? failure.fingerprint);
  if (!found || !isOwed(found, now())) return;
  const members = await listMembers(table, found);
  if (members.every(({ project }) => project === failure.project)) return;
  const storm = await leaseStorm(table, found, now());
  if (!storm) return;
  const { result } = joinIncident(NOTHING_KNOWN, toFailing(failure));
  if (result.kind === 'over') return;
  const { incident } = result;
  // It did fail with them, and is over it.
  await putMember(table, storm, { topic: storm.topic, incident, report }, now());
  await markGreen(table, storm, failure.project);
  const telling = { report, incident, entered: undefined, route, build: failure.buildId, earlier };
  await show(storm, undefined, telling, desk);
}
