import type { App, BlockAction, ButtonAction, OverflowAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { recordAnswer } from '../../history/answers.ts';
import { type DeliveredFailure, findRecordedFailure } from '../../history/failure.ts';
import { muteProject, unmuteProject } from '../../history/mute.ts';
import { listRed } from '../../history/red.ts';
import type { Bot } from '../bot.ts';
import { ACTIONS, OTHERS } from '../buttons.ts';
import { note } from '../help.ts';
import { renderWrongModal } from '../wrong-modal.ts';
import { ask } from './ask.ts';
import { publishHome } from './events.ts';
import { restart } from './restart.ts';

type Pressed = SlackActionMiddlewareArgs<BlockAction<ButtonAction | OverflowAction>> & { client: WebClient };

/** A press on a failure that the history knows: what a payload says of a build is taken for nothing more than its name. */
interface Press {
  failure: DeliveredFailure;
  by: string;
  say: (text: string) => Promise<unknown>;
  pressed: Pressed;
}

const HOUR = 3_600_000;

/** The buttons below a failure. The work of `more` and `share` is the worker's. */
export function registerActions(app: App, bot: Bot): void {
  const on = (name: string, answer: (press: Press) => Promise<unknown>) =>
    app.action<BlockAction<ButtonAction | OverflowAction>>(
      { type: 'block_actions', action_id: name },
      async (pressed) => {
        await pressed.ack();
        const press = await look(pressed, bot);
        if (press) await answer(press);
      },
    );
  on(ACTIONS.retry, ({ failure, by, say, pressed }) =>
    restart({ failure, by, say, client: pressed.client }, bot),
  );
  on(ACTIONS.right, (press) => answerRight(press, bot));
  on(ACTIONS.wrong, ({ failure, pressed }) => open(pressed, renderWrongModal(failure, bot.causes)));
  on(ACTIONS.other, (press) => answerOther(press, bot));
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTIONS.unmute },
    async ({ ack, action, body, client }) => {
      await ack();
      if (await isRed(action.value, bot)) await unmuteProject(bot.table, action.value ?? '', bot.now());
      await publishHome(client, body.user.id, bot);
    },
  );
  for (const kind of [ACTIONS.more, ACTIONS.share] as const)
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: kind },
      async ({ ack, action, body }) => {
        await ack();
        // Any build may be asked for, as with /diagnose: it is looked up by the worker.
        const { response_url: responseUrl } = body;
        const wish = { kind, by: body.user.id, target: action.block_id, responseUrl };
        await ask(bot, wish, (told) => bot.answer(responseUrl, { ...told, replace_original: false }));
      },
    );
}

/** The button stands behind projects of the history only: a payload may name any. */
async function isRed(project: string | undefined, { table }: Bot): Promise<boolean> {
  return (await listRed(table)).some(({ incident }) => incident.project === project);
}

async function look(pressed: Pressed, { table, answer }: Bot): Promise<Press | undefined> {
  const { action, body } = pressed;
  const say = (text: string) => answer(body.response_url, { ...note(text), replace_original: false });
  const failure = await findRecordedFailure(table, action.block_id);
  if (failure) return { failure, by: body.user.id, say, pressed };
  await say('Faultline does not remember this build any more.');
  return undefined;
}

async function open(
  { client, body }: Pressed,
  view: Parameters<WebClient['views']['open']>[0]['view'],
): Promise<void> {
  await client.views.open({ trigger_id: body.trigger_id, view });
}

async function answerRight({ failure, by, say }: Press, { table, now }: Bot): Promise<void> {
  const { buildId, project, cause, title, channel } = failure;
  const at = now();
  await recordAnswer(
    table,
    { buildId, project, cause, channel, isRight: true, by, at: at.toISOString() },
    at,
  );
  await say(`Thank you. Recorded as right: ${title}.`);
}

async function answerOther(press: Press, bot: Bot): Promise<void> {
  const { action } = press.pressed;
  const chosen = 'selected_option' in action ? action.selected_option.value : undefined;
  switch (chosen) {
    case OTHERS.signature:
      return draftSignature(press);
    case OTHERS.hour:
      return mute(press, HOUR, bot);
    case OTHERS.day:
      return mute(press, 24 * HOUR, bot);
    case OTHERS.green:
      return mute(press, undefined, bot);
    default:
      return undefined;
  }
}

/** The modal writes YAML, whose library is the largest that the app has: few ever open it. */
async function draftSignature({ failure, pressed }: Press): Promise<void> {
  const { renderSignatureModal } = await import('../signature-modal.ts');
  await open(pressed, renderSignatureModal(failure));
}

async function mute(
  { failure, by, say }: Press,
  milliseconds: number | undefined,
  { table, now }: Bot,
): Promise<void> {
  const { project } = failure;
  const until =
    milliseconds === undefined ? undefined : new Date(now().getTime() + milliseconds).toISOString();
  await muteProject(table, project, { by, ...(until !== undefined && { until }) }, now());
  const end = until === undefined ? 'until it is green' : `until ${until.slice(0, 16).replace('T', ' ')} UTC`;
  await say(
    `${project} is muted ${end}. Its failures are still recorded, and /diagnose ${project} still works.`,
  );
}
