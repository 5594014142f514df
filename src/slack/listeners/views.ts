import type { App, ViewOutput } from '@slack/bolt';
import { recordAnswer } from '../../history/answers.ts';
import { findRecordedFailure } from '../../history/failure.ts';
import type { Bot } from '../bot.ts';
import { type DRAFT_FIELDS, findFaults, SIGNATURE_VIEW } from '../draft.ts';
import type { Draft } from '../request.ts';
import { FIELDS, OTHER_CAUSE, WRONG_VIEW } from '../wrong-modal.ts';
import { ask } from './ask.ts';

/** The modals: what the true cause was, and a draft of a signature. */
export function registerViews(app: App, bot: Bot): void {
  app.view(WRONG_VIEW, async ({ ack, body, view }) => {
    const failure = await findRecordedFailure(bot.table, view.private_metadata);
    const trueCause = readTrueCause(view, bot);
    if (!failure || trueCause === undefined)
      return void (await ack({
        response_action: 'errors',
        errors: { [FIELDS.cause]: 'Faultline knows neither this build nor this cause any more.' },
      }));
    await ack();
    const { redact } = await loadRules();
    const { buildId, project, cause, channel } = failure;
    const at = bot.now();
    const answer = {
      buildId,
      project,
      cause,
      channel,
      isRight: false,
      trueCause: redact(trueCause),
      by: body.user.id,
      at: at.toISOString(),
    };
    await recordAnswer(bot.table, answer, at);
  });

  app.view(SIGNATURE_VIEW, async ({ ack, body, view, client }) => {
    const failure = await findRecordedFailure(bot.table, view.private_metadata);
    const draft = readDraft(view);
    const errors = failure
      ? await findFaults(draft, failure.lines ?? [], new Set(bot.causes.map(({ id }) => id)))
      : { id: 'Faultline does not remember this build any more.' };
    if (!failure || Object.keys(errors).length > 0)
      return void (await ack({ response_action: 'errors', errors: { ...errors } }));
    const told = await withoutSecrets(draft);
    const { renderNotTried, renderTrying } = await import('../signature-modal.ts');
    await ack({ response_action: 'update', view: renderTrying(told) });
    const wish = { kind: 'try-signature', by: body.user.id } as const;
    await ask(bot, { ...wish, target: failure.arn, viewId: view.id, draft: told }, ({ text }) =>
      client.views.update({ view_id: view.id, view: renderNotTried(told, text) }),
    );
  });
}

// Loaded when they are needed: most requests have nothing to redact.
const loadRules = () => import('../../redact.ts');

/** It goes over the bus and is shown: what a person copied from a log may hold a secret. A pattern leaves its place open. */
async function withoutSecrets(draft: Draft): Promise<Draft> {
  const { redact } = await loadRules();
  const match = redact(draft.match).replaceAll(/\[redacted [^\]]*\]/g, '.+');
  const { title, explanation, fix, not } = draft;
  return {
    ...draft,
    match,
    title: redact(title),
    explanation: redact(explanation),
    not: redact(not),
    ...(fix !== undefined && { fix: redact(fix) }),
  };
}

/** An id of the catalogue, or the person's own words. Nothing for an id that is in no catalogue. */
function readTrueCause({ state }: ViewOutput, { causes }: Bot): string | undefined {
  const chosen = state.values[FIELDS.cause]?.value?.selected_option?.value;
  const words = state.values[FIELDS.note]?.value?.value?.trim().slice(0, 300);
  if (chosen === OTHER_CAUSE) return words || OTHER_CAUSE;
  return causes.find(({ id }) => id === chosen)?.id;
}

function readDraft({ state }: ViewOutput): Draft {
  const read = (name: (typeof DRAFT_FIELDS)[number]) => state.values[name]?.value?.value?.trim() ?? '';
  const fix = read('fix');
  return {
    id: read('id'),
    title: read('title'),
    match: read('match'),
    explanation: read('explanation'),
    not: read('not'),
    ...(fix !== '' && { fix }),
  };
}
