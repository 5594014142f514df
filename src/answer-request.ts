import { gatherFromBuild } from './build/gather.ts';
import { findNearNames, listProjects } from './build/list-projects.ts';
import { readBuilds } from './build/read.ts';
import { type BuildReference, parseBuildReference } from './build/reference.ts';
import type { RequestDesk } from './desk.ts';
import { BuildHeldError, FaultlineError, MemberClosedError } from './errors.ts';
import { claimBuild, markDelivered, releaseClaim } from './history/claim.ts';
import type { Report } from './model.ts';
import type { Place } from './place.ts';
import { redact } from './redact.ts';
import { renderAnswerButtons } from './slack/buttons.ts';
import { SlackDeliveryError } from './slack/errors.ts';
import { note } from './slack/help.ts';
import { renderMessage } from './slack/message.ts';
import type { DiagnosisRequest } from './slack/request.ts';
import { createRespond, type Respond } from './slack/respond.ts';
import { troubleshoot } from './troubleshoot.ts';
import { trySignature } from './try-signature.ts';

export type Answered =
  | { kind: 'answered' }
  /** The same request was answered before. */
  | { kind: 'repeat' }
  /** Slack does not take an answer any more. */
  | { kind: 'late'; why: string };

type Shown = Extract<DiagnosisRequest, { responseUrl: string }>;

/** A response URL is good for half an hour and five posts. */
const LIFETIME = 30 * 60_000;
const MAX_REPORTS = 3;
const MAX_NAMES = 3;
/** Of one thread, so that a note still has its place. */
const MAX_POSTS = 4;

/**
 * Answers what was asked in Slack, once, where it was asked: with a report, or with what keeps it from being one. Throws
 * only while Slack is down, so that the request is tried again.
 */
export async function answerRequest(request: DiagnosisRequest, desk: RequestDesk): Promise<Answered> {
  const { table, now } = desk;
  if (now().getTime() - Date.parse(request.at) > LIFETIME)
    return { kind: 'late', why: 'older than half an hour' };
  const claimed = await claimBuild(table, `request:${request.id}`, now());
  if (claimed.kind === 'delivered') return { kind: 'repeat' };
  if (claimed.kind === 'held') throw new BuildHeldError(request.id, claimed.until);
  try {
    await (request.kind === 'try-signature' ? trySignature(request, desk) : answer(request, desk));
  } catch (error) {
    if (!(error instanceof SlackDeliveryError) || error.isPassing) {
      await releaseClaim(table, claimed.claim);
      throw error;
    }
    await markDelivered(table, claimed.claim);
    return { kind: 'late', why: error.message };
  }
  await markDelivered(table, claimed.claim);
  return { kind: 'answered' };
}

async function answer(request: Shown, desk: RequestDesk): Promise<void> {
  const respond = createRespond(request.responseUrl, desk.apiUrl);
  const reports = await getReports(request.target, desk).catch(async (error: Error) => {
    await respond({ ...note(await explain(error, request.target, desk)), replace_original: false });
    return [];
  });
  for (const report of reports.slice(0, MAX_REPORTS)) await show(report, request, respond);
}

async function getReports(target: string, desk: RequestDesk): Promise<Report[]> {
  const reference = parseBuildReference(target);
  const place = getPlace(reference, desk);
  const aws = desk.aws(place);
  const builds = await readBuilds(aws, reference);
  return Promise.all(
    builds.slice(0, MAX_REPORTS).map(async (found) => {
      const { build, log } = await gatherFromBuild(aws, found);
      return troubleshoot(build, log, desk.tools(place));
    }),
  );
}

/** Where a target is, by what its text tells. */
export function getPlace({ account, region }: BuildReference, desk: Pick<RequestDesk, 'region'>): Place {
  return { account, region: region ?? desk.region };
}

async function show(report: Report, { kind, by }: Shown, respond: Respond): Promise<void> {
  if (kind === 'more') return showMore(report, respond);
  if (kind === 'share') {
    const { text, blocks } = renderMessage(report);
    const shared = {
      type: 'context' as const,
      elements: [{ type: 'mrkdwn' as const, text: `Shared by <@${by}>` }],
    };
    await respond({
      response_type: 'in_channel',
      replace_original: false,
      text,
      blocks: [...blocks, shared],
    });
    return respond({ delete_original: true });
  }
  const { text, blocks } = renderMessage(report, renderAnswerButtons(report));
  return respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
}

async function showMore(report: Report, respond: Respond): Promise<void> {
  const { thread } = renderMessage(report);
  if (thread.length === 0)
    return respond({ ...note('There is no more to it than the message says.'), replace_original: false });
  for (const { text, blocks } of thread.slice(0, MAX_POSTS))
    await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
}

/** What a person can do about it. Of a project that is not there, the names that are near. */
async function explain(error: Error, target: string, desk: RequestDesk): Promise<string> {
  if (error instanceof MemberClosedError)
    return [error.message, ...error.steps.map(({ title, command }) => `${title}: ${command ?? ''}`)].join(
      '\n',
    );
  if (!(error instanceof FaultlineError))
    return `AWS could not be asked: ${redact(error.message)} Try again in a minute.`;
  if (error.code !== 'project-not-found') return error.message;
  const reference = parseBuildReference(target);
  if (reference.kind !== 'project') return error.message;
  const { region } = getPlace(reference, desk);
  const names = await listProjects(desk.aws({ ...reference, region })).catch(() => []);
  const near = findNearNames(reference.project, names, MAX_NAMES);
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  return `There is no project ${reference.project} in ${region}.${hint} /diagnose help says what else it takes.`;
}
