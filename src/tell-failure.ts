import type { WebClient } from '@slack/web-api';
import type { AwsIn } from './aws.ts';
import { gatherFromEvent } from './build/gather.ts';
import { FaultlineError } from './errors.ts';
import { type Claim, claimBuild, markDelivered, releaseClaim, renewClaim } from './history/claim.ts';
import { type FailureRecord, findFailure, recordFailure } from './history/failure.ts';
import { linkIncidentMessage, openOrJoinIncident } from './history/incidents.ts';
import type { Incident } from './history/project-state.ts';
import type { HistoryTable } from './history/table.ts';
import type { Build, Report } from './model.ts';
import { deliver } from './slack/deliver.ts';
import { renderMessage } from './slack/message.ts';
import { type Tools, troubleshoot } from './troubleshoot.ts';

/** What a worker works with; made once a process. */
export interface Desk {
  aws: AwsIn;
  tools: (region: string) => Tools;
  table: HistoryTable;
  slack: WebClient;
  /** Where messages go. */
  channel: string;
  now: () => Date;
}

/** What became of an event. */
export type Told =
  | { kind: 'posted' | 'updated'; channel: string; ts: string; cause: string }
  /** The same event, or a later one of the same build, was told before. */
  | { kind: 'repeat' }
  /** The project is green again already. */
  | { kind: 'over' };

/**
 * Tells the channel of a build that failed: reads it, diagnoses it, posts, records. Of any number of repeats one
 * message comes. Throws what keeps the message from standing, so that the event is tried again.
 */
export async function tellFailure(event: Build, desk: Desk): Promise<Told> {
  const aws = desk.aws(event.region);
  const [claimed, gathered] = await Promise.all([
    claimBuild(desk.table, event.id, desk.now()),
    gatherFromEvent(aws, event),
  ]);
  if (claimed.kind === 'delivered') return { kind: 'repeat' };
  if (claimed.kind === 'held') throw new BuildHeldError(event.id, claimed.until);
  try {
    const report = await troubleshoot(gathered.build, gathered.log, desk.tools(event.region));
    return await tell(report, claimed.claim, desk);
  } catch (error) {
    // The retry need not wait for the lease to end.
    await releaseClaim(desk.table, claimed.claim);
    throw error;
  }
}

async function tell(report: Report, claim: Claim, desk: Desk): Promise<Told> {
  const failure = findFailure(report, desk.now());
  if (!failure) throw new FaultlineError('no-build', 'A report without a build cannot be told.');
  const [joined] = await Promise.all([
    openOrJoinIncident(desk.table, failure, desk.now()),
    recordFailure(desk.table, failure, desk.now()),
    keepClaim(claim, desk),
  ]);
  if (joined.kind === 'over') {
    await markDelivered(desk.table, claim);
    return { kind: 'over' };
  }
  const { incident } = joined;
  const isTold = incident.message !== undefined && joined.isRepeat;
  const place = isTold && incident.message ? incident.message : await post(report, incident, desk);
  await record(place, failure, incident, claim, desk);
  return { kind: incident.message ? 'updated' : 'posted', ...place, cause: report.cause };
}

async function keepClaim(claim: Claim, { table, now }: Desk): Promise<void> {
  if (!(await renewClaim(table, claim, now()))) throw new BuildHeldError(claim.buildId, undefined);
}

/** One message an incident: a further failure changes it and adds a line to its thread. */
async function post(
  report: Report,
  incident: Incident,
  { slack, channel }: Desk,
): Promise<{ channel: string; ts: string }> {
  const { count, since, message } = incident;
  const repeat = count > 1 ? { count, since } : undefined;
  const rendered = renderMessage(report, { repeat });
  if (!message) return deliver(slack, { channel }, rendered);
  const updated = await deliver(slack, { channel: message.channel, update: message.ts }, rendered);
  await deliver(
    slack,
    { channel: message.channel, threadTs: message.ts },
    { text: rendered.text, blocks: rendered.blocks.slice(0, 1), thread: [] },
  );
  return updated;
}

async function record(
  { channel, ts }: { channel: string; ts: string },
  failure: FailureRecord,
  incident: Incident,
  claim: Claim,
  { table, now }: Desk,
): Promise<void> {
  await linkIncidentMessage(table, incident, { channel, ts }, now());
  await markDelivered(table, claim, { channel, ts, failure });
}

/** Another worker is at the same build; trying again later finds out whether it got through. */
export class BuildHeldError extends FaultlineError {
  constructor(buildId: string, until: Date | undefined) {
    super(
      'build-held',
      `Another worker is at ${buildId}${until ? ` until ${until.toISOString()}` : ''}; the event is to be tried again.`,
    );
  }
}
