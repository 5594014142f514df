import { gatherFromEvent } from './build/gather.ts';
import { listBuildIds, type ReadAhead } from './build/what-changed.ts';
import type { Desk } from './desk.ts';
import { findTellingLine } from './diagnose/telling-line.ts';
import { getDiagnosed } from './diagnosed/diagnosed.ts';
import { BuildHeldError, FaultlineError, LogThrottledError } from './errors.ts';
import { type Claim, claimBuild, markDelivered, releaseClaim, renewClaim } from './history/claim.ts';
import { type FailureRecord, findFailure, recordFailure } from './history/failure.ts';
import { linkIncidentMessage, openOrJoinIncident, readProject, toFailing } from './history/incidents.ts';
import { isMuted } from './history/mute.ts';
import { type Joined, joinIncident, type Message, type ProjectState } from './history/project-state.ts';
import { enterStorm } from './history/storm.ts';
import { returnLease } from './history/storm-lease.ts';
import { putMember } from './history/storm-members.ts';
import type { Build, Report } from './model.ts';
import { isYoung } from './patience.ts';
import { getHistoryName } from './place.ts';
import { getRoute, type Route } from './route.ts';
import { isRefusal } from './slack/errors.ts';
import { payDebt } from './tell-debt.ts';
import { tellIncident } from './tell-incident.ts';
import type { Foreseen, Telling } from './tell-storm.ts';

/** What became of an event. */
export type Told =
  | { kind: 'posted' | 'updated'; channel: string; ts: string; cause: string }
  /** The worker that is at the message of its storm tells of it too. */
  | { kind: 'joined'; cause: string }
  /** Recorded, but nobody wants to hear of it. */
  | { kind: 'muted'; cause: string }
  /** The same event, or a later one of the same build, was told before. */
  | { kind: 'repeat' }
  /** The project is green again already. */
  | { kind: 'over' };

/** A claim that was renewed so lately needs no more before the post. Milliseconds. */
const FRESH = 20_000;

/**
 * Tells the channel of a build that failed, three round trips deep: all is read at once; then the checks are asked
 * beside what the history has to know before a message; then it is posted. Of any number of repeats one message comes.
 * Throws what keeps the message from standing, so that the event is tried again.
 */
export async function tellFailure(event: Build, desk: Desk): Promise<Told> {
  const aws = desk.aws(event);
  const project = getHistoryName(event.project, event, desk.home);
  const tools = desk.tools(event);
  const [claimed, gathered, tags, known, newest, { nameCause, draftReport, writeReport }] = await Promise.all(
    [
      claimBuild(desk.table, event.id, desk.now()),
      gatherFromEvent(aws, event),
      desk.readTags(aws, event.project),
      readProject(desk.table, project),
      listBuildIds(aws, event.project).catch(() => undefined),
      // Loaded by the first event, while it is read.
      import('./troubleshoot.ts'),
    ],
  );
  if (claimed.kind === 'delivered') return { kind: 'repeat' };
  if (claimed.kind === 'held') throw new BuildHeldError(event.id, claimed.until);
  try {
    // What waited for long is told without its log.
    if (gathered.log.isThrottled && isYoung(event, desk.now())) throw new LogThrottledError(event.id);
    const cause = await nameCause(gathered.build, gathered.log, tools.catalogue);
    const route = getRoute(event.project, tags, desk, desk.now());
    const situation = { claim: claimed.claim, project, route, known };
    const ahead = newest && { newest, failed: listFailed(known) };
    const opening = draftReport(cause, tools).then((draft) => open(draft, situation, desk));
    try {
      const [report, opened] = await Promise.all([writeReport(cause, tools, ahead), opening]);
      // Both name the same storm, whatever a check found out.
      return await tell({ ...report, topic: opened.draft.topic }, { ...situation, ...opened }, desk);
    } catch (error) {
      await returnTaken(
        opening.then(({ entered }) => entered),
        desk,
      );
      throw error;
    }
  } catch (error) {
    // The retry need not wait for the lease to end. Where that fails too, it does.
    await releaseClaim(desk.table, claimed.claim, isSure(error)).catch(() => undefined);
    throw error;
  }
}

/** Longer than a worker runs. */
const A_WHILE = 5 * 60_000;

/** Whether an error says that nothing was posted. */
function isSure(error: unknown): boolean {
  return error instanceof LogThrottledError || isRefusal(error);
}

interface Situation {
  claim: Claim;
  /** By the name that the history keeps it under. */
  project: string;
  route: Route;
  /** The project as it was read ahead. */
  known: ProjectState;
}

/** What the history says to the failure, which it has counted. */
interface Opened {
  draft: Report;
  joined: Joined;
  entered: Foreseen | undefined;
  renewedAt: number;
}

/** Builds of a project that are known to have failed. */
function listFailed({ incidents }: ProjectState): ReadAhead['failed'] {
  return new Set(incidents.flatMap(({ builds }) => builds));
}

/** Counts the failure, by what is known of it before the checks. */
async function open(draft: Report, { claim, project, route, known }: Situation, desk: Desk): Promise<Opened> {
  const { table, now } = desk;
  const renewedAt = now().getTime();
  const failure = getFailure(draft, project, now());
  const entering = enterAhead({ report: draft, failure, route, known }, desk);
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

async function tell(report: Report, situation: Situation & Opened, desk: Desk): Promise<Told> {
  const { claim, project, route, joined, entered, renewedAt } = situation;
  const { table, now } = desk;
  const { cause } = report;
  const failure = getFailure(report, project, now());
  if (now().getTime() - renewedAt > FRESH) await keepClaim(claim, desk);
  const recording = recordFailure(table, failure, now());
  // Thrown where it is waited for, once the message stands.
  recording.catch(() => undefined);
  if (joined.kind === 'over' || route.isMuted || isMuted(joined.mute, now())) {
    if (entered) await returnLease(table, entered);
    const earlier = claim.earlier ?? (entered?.mayWrite ? now() : undefined);
    if (claim.earlier) {
      // Only here: few attempts die.
      const { tellLate } = await import('./tell-late.ts');
      await tellLate({ report, failure, route, joined, since: claim.earlier }, desk);
    }
    if (earlier) await payDebt({ report, failure, route, earlier }, desk);
    await recording;
    await markDelivered(table, claim);
    return joined.kind === 'over' ? { kind: 'over' } : { kind: 'muted', cause };
  }
  const { incident, isRepeat } = joined;
  // Counted before means that somebody was at it, not that it was told: the first write may have been ours, unheard.
  const earlier = claim.earlier ?? (isRepeat ? new Date(now().getTime() - A_WHILE) : undefined);
  const telling = { report, incident, entered, route, build: failure.buildId, earlier };
  const [place] = await Promise.all([
    tellIncident(telling, desk),
    completeMember(telling, desk).catch(() => undefined),
  ]);
  // Beside the recording: nobody waits for it. Where the bus does not take it the event is tried again, and finds the
  // message standing.
  const announced = Promise.allSettled([desk.announce?.(getDiagnosed(report, incident, place))]);
  await link(place, failure, incident.message, desk);
  await recording;
  const [sent] = await announced;
  if (sent.status === 'rejected') throw sent.reason;
  await markDelivered(table, claim, place && { ...place, failure });
  if (!place) return { kind: 'joined', cause };
  const { channel, ts } = place;
  return { kind: incident.message?.ts === ts ? 'updated' : 'posted', channel, ts, cause };
}

/** What to keep of it; of a failure that nobody understood with the line that tells most. */
function getFailure(report: Report, project: string, now: Date): FailureRecord {
  const found = findFailure(report, now);
  if (!found) throw new FaultlineError('no-build', 'A report without a build cannot be told.');
  const failure = { ...found, project };
  if (report.cause !== 'unknown') return failure;
  return { ...failure, line: findTellingLine(failure.lines ?? []) };
}

/** The right to write a storm's message, where it was taken: whoever comes would count for a minute on who does not write. */
async function returnTaken(entering: Promise<Foreseen | undefined>, { table }: Desk): Promise<void> {
  const returning = entering.then((entered) => entered && returnLease(table, entered));
  await returning.catch(() => undefined);
}

interface Ahead extends Pick<Situation, 'route' | 'known'> {
  report: Report;
  failure: FailureRecord;
}

/** A new incident may be one of a storm. Found out beside the other writes, from what was read ahead: it mostly holds. */
async function enterAhead(
  { report, failure, route, known }: Ahead,
  { table, storms, now }: Desk,
): Promise<Foreseen | undefined> {
  const { result } = joinIncident(known, toFailing(failure));
  if (result.kind === 'over' || result.incident.message || route.isMuted || isMuted(result.mute, now()))
    return undefined;
  const topic = report.topic ?? failure.fingerprint;
  const remembered = storms.get(`${route.channel} ${topic}`);
  const { incident } = result;
  const entered = await enterStorm(table, route.channel, { topic, incident, report }, now(), remembered);
  return { ...entered, incident };
}

/** Who began a storm entered it before the checks: others show the report with what they found, or without where this fails. */
async function completeMember({ report, incident, entered }: Telling, { table, now }: Desk): Promise<void> {
  if (entered?.storm.id !== incident.openedBy || entered.storm.id !== incident.last.build) return;
  await putMember(table, entered.storm, { topic: entered.storm.topic, incident, report }, now());
}

async function keepClaim(claim: Claim, { table, now }: Desk): Promise<void> {
  if (!(await renewClaim(table, claim, now()))) throw new BuildHeldError(claim.buildId, undefined);
}

async function link(
  place: Message | undefined,
  { project, fingerprint }: FailureRecord,
  before: Message | undefined,
  { table, now }: Desk,
): Promise<void> {
  if (place) await linkIncidentMessage(table, { project, fingerprint }, place, now(), before?.ts);
}
