import type { WebClient } from '@slack/web-api';
import { FaultlineError } from '../errors.ts';
import {
  claimDigest,
  type DigestClaim,
  markDigestDone,
  type PostedDigest,
  releaseDigest,
  rememberPosted,
  rememberSteps,
} from '../history/digests.ts';
import type { HistoryTable } from '../history/table.ts';
import { deliver } from '../slack/deliver.ts';
import type { SlackDeliveryError } from '../slack/errors.ts';
import { findDayBars } from './day-bars.ts';
import type { Digest } from './digest.ts';
import { renderDigestMessage } from './message.ts';
import { sharePicture } from './share-picture.ts';

export interface DigestDesk {
  table: HistoryTable;
  slack: WebClient;
  now: () => Date;
}

/** What became of a channel's week. */
export type DigestPosted =
  | { kind: 'posted'; channel: string; ts: string; failures: number; problems: string[] }
  /** This week was told in this channel before. */
  | { kind: 'repeat' };

/**
 * Tells a channel its week, once, however often and however many at a time ask for it. An attempt that broke off is
 * taken up where it stood: what it may have posted without a word is looked for by its mark, and what is missing is
 * posted. Throws what keeps the digest from standing, so that the schedule is tried again.
 */
export async function postDigest(
  { channel, week }: { channel: string; week: string },
  read: () => Promise<Digest>,
  desk: DigestDesk,
): Promise<DigestPosted> {
  const claimed = await claimDigest(desk.table, channel, week, desk.now());
  if (claimed.kind === 'done') return { kind: 'repeat' };
  if (claimed.kind === 'held') throw new DigestHeldError(channel, week, claimed.until);
  try {
    return await finish(await read(), claimed.claim, desk);
  } catch (error) {
    // The retry need not wait for the lease to end.
    await releaseDigest(desk.table, claimed.claim);
    throw error;
  }
}

async function finish(digest: Digest, claim: DigestClaim, desk: DigestDesk): Promise<DigestPosted> {
  const problems: SlackDeliveryError[] = [];
  const place = claim.posted ?? (await postMessage(digest, claim, desk, problems));
  const { channel, ts, wantsPicture } = place;
  // The picture first, if it is needed, then the thread: each is remembered once it stands.
  const steps = [
    async () => {
      if (wantsPicture) problems.push(...(await replaceChart(digest, place, claim, desk)));
    },
    ...renderDigestMessage(digest, 'none').thread.map((message, index) => async () => {
      const mark = `${getMark(claim)} ${index + 1}`;
      const below = { channel, threadTs: ts };
      await deliver(desk.slack, below, { ...message, thread: [] }, { mark, since: claim.earlier });
    }),
  ];
  for (const [index, step] of steps.entries()) {
    if (index < claim.steps) continue;
    await step();
    await rememberSteps(desk.table, claim, index + 1);
  }
  await markDigestDone(desk.table, claim);
  const { failures } = digest;
  return { kind: 'posted', channel, ts, failures, problems: problems.map(({ message }) => message) };
}

function getMark({ channel, week }: DigestClaim): string {
  return `digest ${week} ${channel}`;
}

/** With Slack's own chart, or without where Slack refuses it: not every workspace takes it yet. */
async function postMessage(
  digest: Digest,
  claim: DigestClaim,
  { slack, table }: DigestDesk,
  problems: SlackDeliveryError[],
): Promise<PostedDigest> {
  const message = { ...renderDigestMessage(digest, 'own'), thread: [] };
  const simpler = renderDigestMessage(digest, 'none').blocks;
  const {
    channel,
    ts,
    problems: met,
  } = await deliver(slack, { channel: claim.channel }, message, {
    simpler,
    mark: getMark(claim),
    since: claim.earlier,
  });
  problems.push(...met);
  const posted = { channel, ts, wantsPicture: met.some(({ code }) => /blocks/.test(code)) };
  await rememberPosted(table, claim, posted);
  return posted;
}

/**
 * Puts a picture in the place of the chart. It is shared in the thread, so that everyone in the channel may see it,
 * and then shown in the message. What fails here costs the picture, not the digest.
 */
async function replaceChart(
  digest: Digest,
  { channel, ts }: PostedDigest,
  { earlier }: DigestClaim,
  { slack }: DigestDesk,
): Promise<SlackDeliveryError[]> {
  const bars = findDayBars(digest);
  if (!bars) return [];
  const shared = await sharePicture(slack, bars, { channel, threadTs: ts }, earlier !== undefined);
  if ('problem' in shared) return [shared.problem];
  const message = { ...renderDigestMessage(digest, { file: shared.file }), thread: [] };
  const simpler = renderDigestMessage(digest, 'none').blocks;
  const { problems } = await deliver(slack, { channel, update: ts }, message, { simpler });
  return problems;
}

/** Another worker is at the same week. */
export class DigestHeldError extends FaultlineError {
  constructor(channel: string, week: string, until: Date) {
    super(
      'digest-held',
      `Another worker writes the digest of ${week} for ${channel} until ${until.toISOString()}; the schedule is to be tried again.`,
    );
    this.name = 'DigestHeldError';
  }
}
