import type { Desk } from './desk.ts';
import { findTellingLine } from './diagnose/telling-line.ts';
import { BuildHeldError, FaultlineError } from './errors.ts';
import { type Claim, renewClaim } from './history/claim.ts';
import { type FailureRecord, findFailure } from './history/failure.ts';
import { openOrJoinIncident, toFailing } from './history/incidents.ts';
import { isMuted } from './history/mute.ts';
import { type Incident, joinIncident, type ProjectState } from './history/project-state.ts';
import { type Entered, enterStorm, findLinked, joinStorm } from './history/storm.ts';
import { returnLease } from './history/storm-lease.ts';
import type { Entry } from './history/storm-members.ts';
import type { Report } from './model.ts';
import type { Route } from './route.ts';
import type { Foreseen } from './tell-storm.ts';

/** What a failure is counted and told by. */
export interface Situation {
  claim: Claim;
  /** By the name that the history keeps it under. */
  project: string;
  route: Route;
  /** The project as it was read ahead. */
  known: ProjectState;
}

/** What the history says to the failure, which it has counted. */
export interface Opened {
  draft: Report;
  joined: Awaited<ReturnType<typeof openOrJoinIncident>>;
  entered: Foreseen | undefined;
  renewedAt: number;
}

/**
 * Counts a failure by what is known of it before the checks, and finds its storm. Throws what the history throws, and
 * BuildHeldError where the build is another worker's by now.
 */
export async function openIncident(draft: Report, situation: Situation, desk: Desk): Promise<Opened> {
  const { claim, project, known } = situation;
  const { table, now } = desk;
  const renewedAt = now().getTime();
  const failure = getFailure(draft, project, now());
  const entering = enterAhead(draft, failure, situation, desk);
  try {
    const [joined, entered] = await Promise.all([
      openOrJoinIncident(table, failure, now(), known, claim.isRecorded),
      entering,
      keepClaim(claim, desk),
    ]);
    return { draft, joined, entered, renewedAt };
  } catch (error) {
    await returnTaken(entering, desk);
    throw error;
  }
}

/** What to keep of it; of a failure that nobody understood with the line that tells most. */
export function getFailure(report: Report, project: string, now: Date): FailureRecord {
  const found = findFailure(report, now);
  if (!found) throw new FaultlineError('no-build', 'A report without a build cannot be told.');
  const failure = { ...found, project };
  if (report.cause !== 'unknown') return failure;
  return { ...failure, line: findTellingLine(failure.lines ?? []) };
}

/** Throws BuildHeldError where the build is another worker's by now. */
export async function keepClaim(claim: Claim, { table, now }: Desk): Promise<void> {
  if (!(await renewClaim(table, claim, now()))) throw new BuildHeldError(claim.buildId, undefined);
}

/** The right to write a storm's message, where it was taken: whoever comes would count for a minute on who does not write. */
export async function returnTaken(entering: Promise<Entered | undefined>, { table }: Desk): Promise<void> {
  const returning = entering.then((entered) => entered && returnLease(table, entered));
  await returning.catch(() => undefined);
}

/** Finds the storm beside the other writes, by what was read ahead: it mostly holds. */
async function enterAhead(
  report: Report,
  failure: FailureRecord,
  { route, known }: Situation,
  desk: Desk,
): Promise<Foreseen | undefined> {
  const { result } = joinIncident(known, toFailing(failure));
  if (result.kind === 'over' || route.isMuted || isMuted(result.mute, desk.now())) return undefined;
  const { incident } = result;
  const entry = { topic: report.topic ?? failure.fingerprint, incident, report, isDraft: true };
  const entered = incident.message
    ? await joinLinked(incident, entry, desk)
    : await enterNew(route, entry, desk);
  return entered && { ...entered, incident };
}

/** A new incident may be one of a storm. */
async function enterNew({ channel }: Route, entry: Entry, { table, storms, now }: Desk): Promise<Entered> {
  return enterStorm(table, channel, entry, now(), storms.get(`${channel} ${entry.topic}`));
}

/** One that was told of counts in the storm whose message tells of it. */
async function joinLinked(
  { message }: Incident,
  entry: Entry,
  { table, storms, now }: Desk,
): Promise<Entered | undefined> {
  const link = message?.storm;
  if (!link) return undefined;
  const remembered = storms.get(`${link.channel} ${link.topic}`);
  const linked = remembered?.id === link.id ? remembered : await findLinked(table, link);
  const own = { ...entry, topic: link.topic };
  const joined = linked && (await joinStorm(table, linked, own, now(), false));
  return joined === 'has-another' ? undefined : joined;
}
