import { getBuildUrl } from './build/console-url.ts';
import { readBuild } from './build/read.ts';
import type { Desk } from './desk.ts';
import { recordGreen } from './history/greens.ts';
import { closeIncidents, markRecoveryTold, readProject } from './history/incidents.ts';
import type { ClosedIncident } from './history/project-state.ts';
import type { Build } from './model.ts';
import { getPatience } from './patience.ts';
import { getHistoryName } from './place.ts';
import { deliver } from './slack/deliver.ts';
import { deliverBelow } from './slack/deliver-below.ts';
import { renderRecovery } from './slack/recovery.ts';
import { calm } from './tell-calm.ts';
import { tellOnce } from './tell-once.ts';

/**
 * Tells once, in the thread of the message, that a project is green again. Most green builds end no incident and
 * cost one read and, for the failure rate of the digest, one write. Returns the incidents that were told. Throws what keeps the message from standing.
 */
export async function tellRecovery(event: Build, desk: Desk): Promise<ClosedIncident[]> {
  const endedAt = (event.endedAt ?? desk.now()).toISOString();
  const build = event.id;
  const project = getHistoryName(event.project, event, desk.home);
  const [known] = await Promise.all([
    readProject(desk.table, project),
    recordGreen(desk.table, { project, build, endedAt }, desk.now()),
  ]);
  const commit = known.incidents.length > 0 ? await findCommit(event, desk) : undefined;
  const startedAt = event.startedAt?.toISOString();
  const green = { build: event.id, number: event.number, startedAt, endedAt, commit };
  const closed = await closeIncidents(desk.table, project, green, desk.now(), known);
  const toTell = closed.filter((incident) => incident.message !== undefined);
  // Most green builds end no incident: only the others are claimed.
  if (toTell.length > 0)
    await tellOnce(desk.table, event.id, desk.now, async (since) => {
      for (const incident of toTell) await tellGreen(incident, { url: getBuildUrl(event), since }, desk);
    });
  if (closed.length > 0) await markRecoveryTold(desk.table, project, event.id, desk.now());
  return toTell;
}

/** The event does not tell the commit; without it a recovery is told all the same. */
async function findCommit(event: Build, desk: Desk): Promise<string | undefined> {
  const build = await readBuild(desk.aws(event), event.id).catch(() => undefined);
  return build?.source?.commit;
}

/**
 * Tells of one incident that it is over, below its message: for itself, or for all of its storm. `since` is when an
 * earlier attempt may have, `url` the page of the green build. Throws what keeps the line from standing.
 */
export async function tellGreen(
  incident: ClosedIncident,
  told: { url: string | undefined; since: Date | undefined },
  desk: Desk,
): Promise<void> {
  if (!(await calm(incident, desk))) return;
  const { project, title, count, since, closedBy, message, openedBy, fingerprint } = incident;
  const recovery = {
    project,
    title,
    count,
    since,
    until: closedBy.endedAt,
    number: closedBy.number,
    url: told.url,
  };
  const rendered = renderRecovery(recovery);
  const mark = `green ${closedBy.build} ${openedBy} ${fingerprint}`;
  const options = { ...getPatience(desk), mark, since: told.since };
  await (message
    ? deliverBelow(desk.slack, message, rendered, options)
    : deliver(desk.slack, { channel: desk.channel }, rendered, options));
}
