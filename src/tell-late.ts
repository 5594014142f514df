import { parseBuildArn } from './build/arn.ts';
import { getBuildUrl } from './build/console-url.ts';
import type { Desk } from './desk.ts';
import { findClosedIncident } from './history/closed.ts';
import type { FailureRecord } from './history/failure.ts';
import { linkIncidentMessage } from './history/incidents.ts';
import { getAloneTopic } from './history/keys.ts';
import type { ClosedIncident, Joined, Message } from './history/project-state.ts';
import { listMembers } from './history/storm-members.ts';
import { findStorm, type Storm } from './history/storm-record.ts';
import type { Report } from './model.ts';
import type { Route } from './route.ts';
import { findPosted } from './slack/find-posted.ts';
import { tellGreen } from './tell-recovery.ts';
import { getStormMark } from './tell-storm.ts';

/** A failure that is no news any more: it is over, or its project muted. An attempt that died may have told it all the same. */
export interface Late {
  report: Report;
  failure: FailureRecord;
  route: Route;
  joined: Joined;
  /** Since when its message may stand. */
  since: Date;
}

/**
 * Takes up a message that nobody wrote down: the worker died behind the post. Where the project became green meanwhile,
 * its thread says so; else the incident gets it, so that the green build to come finds it. Throws while Slack is down.
 */
export async function tellLate(late: Late, desk: Desk): Promise<void> {
  const { failure, joined, since } = late;
  if (joined.kind === 'open') {
    const message = joined.incident.message ? undefined : await findStanding(late, desk);
    if (message) await linkIncidentMessage(desk.table, failure, message, desk.now());
    return;
  }
  const message = await findStanding(late, desk);
  const closed = message && (await findClosed(failure, message, desk));
  // With a message the green build found it, and told.
  if (!closed || closed.message) return;
  await tellGreen({ ...closed, message }, { url: findUrl(failure, closed), since }, desk);
}

async function findClosed({ project, buildId }: FailureRecord, { storm }: Message, { table }: Desk) {
  const own = await findClosedIncident(table, project, buildId);
  return own ?? (storm && findClosedIncident(table, project, storm.id));
}

function findUrl({ arn }: FailureRecord, { closedBy }: ClosedIncident): string | undefined {
  const red = parseBuildArn(arn);
  return red && getBuildUrl({ ...red, id: closedBy.build });
}

/** The message of the storm that the failure entered, alone or with others: as that is known, else as Slack has it. */
async function findStanding(
  { report, failure, route, since }: Late,
  desk: Desk,
): Promise<Message | undefined> {
  const { fingerprint, buildId } = failure;
  for (const topic of [report.topic ?? fingerprint, getAloneTopic(fingerprint, buildId)]) {
    const storm = await findStorm(desk.table, route.channel, topic);
    if (!storm || !(await isMember(failure, storm, desk))) continue;
    const { id, place, ts } = storm;
    const stands = place && ts ? { channel: place, ts } : await findBegun(storm, since, desk);
    return stands && { ...stands, storm: { channel: storm.channel, topic, id } };
  }
  return undefined;
}

async function isMember(
  { project, fingerprint }: FailureRecord,
  storm: Storm,
  { table }: Desk,
): Promise<boolean> {
  const members = await listMembers(table, storm);
  return members.some((each) => each.project === project && each.fingerprint === fingerprint);
}

/** In its channel, or in the one that takes what the other does not. */
async function findBegun(storm: Storm, since: Date, { slack, channel, note }: Desk) {
  for (const place of new Set([storm.channel, channel])) {
    const ts = await findPosted(slack, place, getStormMark(storm), { since, note });
    if (ts !== undefined) return { channel: place, ts };
  }
  return undefined;
}
