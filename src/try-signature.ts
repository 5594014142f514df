import { gatherFromBuild } from './build/gather.ts';
import { readBuilds } from './build/read.ts';
import { parseBuildReference } from './build/reference.ts';
import type { RequestDesk } from './desk.ts';
import { readCleanLines } from './log/clean-lines.ts';
import { redact } from './redact.ts';
import { readFailure } from './slack/read-failure.ts';
import type { DiagnosisRequest } from './slack/request.ts';
import { renderNotTried, renderTried } from './slack/signature-modal.ts';

const MAX_SHOWN = 5;

type Trying = Extract<DiagnosisRequest, { kind: 'try-signature' }>;

/** Tries a draft on the log of its build and shows in its modal what it finds. Throws SlackDeliveryError. */
export async function trySignature({ target, draft, viewId }: Trying, desk: RequestDesk): Promise<void> {
  const view = await find(draft.match, target, desk)
    .then(({ found, total }) => renderTried(draft, found, total))
    .catch((error: Error) => renderNotTried(draft, redact(error.message)));
  try {
    await desk.slack.views.update({ view_id: viewId, view });
  } catch (error) {
    throw readFailure(error, 'the modal');
  }
}

async function find(match: string, target: string, desk: RequestDesk) {
  // Only here: most requests try none.
  const { compilePattern } = await import('./own-signatures/pattern.ts');
  const pattern = compilePattern(match);
  const reference = parseBuildReference(target);
  const aws = desk.aws({ ...reference, region: reference.region ?? desk.region });
  const found: { number: number; text: string }[] = [];
  let total = 0;
  for (const build of await readBuilds(aws, reference)) {
    const { log } = await gatherFromBuild(aws, build);
    for await (const { number, text } of readCleanLines(log.chunks)) {
      if (!pattern.test(text)) continue;
      total += 1;
      if (found.length < MAX_SHOWN) found.push({ number, text: redact(text) });
    }
  }
  return { found, total };
}
