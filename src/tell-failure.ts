import { setImmediate } from 'node:timers/promises';
import { gatherFromEvent } from './build/gather.ts';
import { listBuildIds, type ReadAhead } from './build/what-changed.ts';
import type { Desk } from './desk.ts';
import { getDiagnosed } from './diagnosed/diagnosed.ts';
import { BuildHeldError, LogThrottledError } from './errors.ts';
import { claimBuild, markDelivered, releaseClaim } from './history/claim.ts';
import { type FailureRecord, recordFailure } from './history/failure.ts';
import { linkIncidentMessage, readProject } from './history/incidents.ts';
import { isMuted } from './history/mute.ts';
import type { Message, ProjectState } from './history/project-state.ts';
import { returnLease } from './history/storm-lease.ts';
import { putMember } from './history/storm-members.ts';
import type { Build, Report } from './model.ts';
import {
  getFailure,
  keepClaim,
  type Opened,
  openIncident,
  returnTaken,
  type Situation,
} from './open-incident.ts';
import { isYoung } from './patience.ts';
import { getHistoryName } from './place.ts';
import { getRoute } from './route.ts';
import { isRefusal } from './slack/errors.ts';
import { payDebt } from './tell-debt.ts';
import { tellIncident } from './tell-incident.ts';
import type { Telling } from './tell-storm.ts';

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
    const writing = writeReport(cause, tools, ahead);
    // The checks are on their way while the draft is made.
    const drafting = setImmediate().then(() => draftReport(cause, tools));
    const opening = drafting.then((draft) => openIncident(draft, situation, desk));
    try {
      const [report, opened] = await Promise.all([writing, opening]);
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

/** Builds of a project that are known to have failed. */
function listFailed({ incidents }: ProjectState): ReadAhead['failed'] {
  return new Set(incidents.flatMap(({ builds }) => builds));
}

async function tell(report: Report, situation: Situation & Opened, desk: Desk): Promise<Told> {
  const { claim, project, route, joined, entered, renewedAt } = situation;
  const { table, now } = desk;
  const { cause } = report;
  const failure = getFailure(report, project, now());
  if (now().getTime() - renewedAt > FRESH) await keepClaim(claim, desk);
  if (joined.kind === 'over' || route.isMuted || isMuted(joined.mute, now())) {
    await recordOnly(report, failure, situation, desk);
    return joined.kind === 'over' ? { kind: 'over' } : { kind: 'muted', cause };
  }
  const { incident, isRepeat } = joined;
  // Counted before means that somebody was at it, not that it was told: the first write may have been ours, unheard.
  const earlier = claim.earlier ?? (isRepeat ? new Date(now().getTime() - A_WHILE) : undefined);
  const telling = { report, incident, entered, route, build: failure.buildId, earlier };
  const keeping = keep(telling, failure, desk);
  // Thrown where it is waited for, once the message stands.
  keeping.catch(() => undefined);
  const place = await tellIncident(telling, desk);
  // Beside the link: nobody waits for it. Where the bus does not take it the event is tried again, and finds the
  // message standing.
  const announced = Promise.allSettled([desk.announce?.(getDiagnosed(report, incident, place))]);
  await link(place, joined, desk);
  await keeping;
  const [sent] = await announced;
  if (sent.status === 'rejected') throw sent.reason;
  await markDelivered(table, claim, place && { ...place, failure });
  if (!place) return { kind: 'joined', cause };
  const { channel, ts } = place;
  return { kind: incident.message?.ts === ts ? 'updated' : 'posted', channel, ts, cause };
}

/** Nobody hears of it: its project is green again, or muted. What earlier attempts began is brought to its end. */
async function recordOnly(
  report: Report,
  failure: FailureRecord,
  { claim, route, joined, entered }: Situation & Opened,
  desk: Desk,
): Promise<void> {
  const { table, now } = desk;
  if (entered) await returnLease(table, entered);
  await recordFailure(table, failure, now());
  if (claim.earlier) {
    // Only here: few attempts die.
    const { tellLate } = await import('./tell-late.ts');
    await tellLate({ report, failure, route, joined, since: claim.earlier }, desk);
  }
  const earlier = claim.earlier ?? (entered?.mayWrite ? now() : undefined);
  if (earlier) await payDebt({ report, failure, route, earlier }, desk);
  await markDelivered(table, claim);
}

/** What the history keeps of it beside the post, which goes out first: nothing in it waits for this. */
async function keep(telling: Telling, failure: FailureRecord, desk: Desk): Promise<void> {
  await setImmediate();
  await Promise.all([
    recordFailure(desk.table, failure, desk.now()),
    completeMember(telling, desk).catch(() => undefined),
  ]);
}

/** Who began a storm entered it before the checks: others show the report with what they found, or without where this fails. */
async function completeMember({ report, incident, entered }: Telling, { table, now }: Desk): Promise<void> {
  if (entered?.storm.id !== incident.openedBy) return;
  await putMember(table, entered.storm, { topic: entered.storm.topic, incident, report }, now());
}

/** Keeps where an incident is told of: nothing new where the message that was known was brought up to date. */
async function link(
  place: Message | undefined,
  { incident, state: known }: Extract<Opened['joined'], { kind: 'open' }>,
  { table, now }: Desk,
): Promise<void> {
  const deleted = incident.message?.ts;
  if (!place || place.ts === deleted) return;
  await linkIncidentMessage(table, incident, place, now(), { deleted, known });
}
