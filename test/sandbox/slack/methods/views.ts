import { findList, findObject, findText, getText } from '../arguments.ts';
import { findWrongView } from '../block-kit/check.ts';
import { refuseWrong } from '../content.ts';
import type { Method } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { BOT, type JsonObject, type LocalView, nextId, type SlackState, TEAM } from '../state.ts';

/** A trigger opens one view, within three seconds. https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses */
const TRIGGER_MILLISECONDS = 3000;

/** https://docs.slack.dev/reference/methods/views.open and its neighbours */
export const views: Record<string, Method> = {
  'views.open': ({ state, args }) => {
    const user = useTrigger(state, getText(args, 'trigger_id'));
    const opened = {
      id: nextId(state, 'V'),
      kind: 'modal' as const,
      user,
      hash: '',
      view: readView(state, args),
    };
    state.views.push(opened);
    return renderView(state, opened);
  },

  'views.update': ({ state, args }) => {
    const [id, externalId, hash] = [
      findText(args, 'view_id'),
      findText(args, 'external_id'),
      findText(args, 'hash'),
    ];
    const known = state.views.find(
      ({ id: each, view }) => each === id || (externalId && view.external_id === externalId),
    );
    if (known === undefined) throw new Refusal('not_found');
    if (hash !== undefined && hash !== known.hash) throw new Refusal('hash_conflict');
    known.view = readView(state, args);
    return renderView(state, known);
  },

  'views.publish': ({ state, args }) => {
    const user = getText(args, 'user_id');
    const view = readView(state, args);
    if (view.type !== 'home') throw new Refusal('invalid_arguments');
    const known = state.views.find((each) => each.kind === 'home' && each.user === user);
    const published = known ?? { id: nextId(state, 'V'), kind: 'home' as const, user, hash: '', view };
    published.view = view;
    if (known === undefined) state.views.push(published);
    return renderView(state, published);
  },
};

function useTrigger(state: SlackState, id: string): string {
  const trigger = state.triggers.get(id);
  if (trigger === undefined) throw new Refusal('invalid_trigger_id');
  if (trigger.isUsed) throw new Refusal('exchanged_trigger_id');
  if (state.now() - trigger.at > TRIGGER_MILLISECONDS) throw new Refusal('expired_trigger_id');
  trigger.isUsed = true;
  return trigger.user;
}

function readView(state: SlackState, args: JsonObject): JsonObject {
  const view = findObject(args, 'view', 'invalid_arguments');
  if (view === undefined)
    throw new Refusal('invalid_arguments', { messages: ['[ERROR] missing required field: view'] });
  refuseWrong('invalid_arguments', findWrongView(view));
  const blocks = findList(view, 'blocks', 'invalid_arguments') ?? [];
  return { ...view, blocks: blocks.map((block) => ({ block_id: nextId(state, 'b'), ...block })) };
}

function renderView(state: SlackState, local: LocalView): JsonObject {
  local.hash = `${state.now()}.${nextId(state, '')}`;
  const { id, hash, view } = local;
  return {
    view: {
      ...view,
      id,
      hash,
      team_id: TEAM.id,
      app_id: BOT.app,
      bot_id: BOT.bot,
      state: { values: {} },
      root_view_id: id,
    },
  };
}
