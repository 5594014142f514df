import type { ActionsBlockElement, Button, PlainTextElement } from '@slack/types';
import type { Report } from '../model.ts';
import { ACTIONS_ROOM } from './blocks.ts';
import { cost } from './cut.ts';
import { LIMITS } from './limits.ts';

/** What can be pressed; the listeners go by these names. */
export const ACTIONS = {
  retry: 'retry',
  right: 'right',
  wrong: 'wrong',
  more: 'more',
  other: 'other',
  share: 'share',
  unmute: 'unmute',
} as const;

/** What stands in the menu of the rarer ones. */
export const OTHERS = {
  signature: 'signature',
  hour: 'mute-hour',
  day: 'mute-day',
  green: 'mute-green',
} as const;

export interface ButtonOptions {
  /** Whether people may restart builds. */
  mayRetry: boolean;
}

export interface Buttons {
  actions: ActionsBlockElement[];
  /** The build's id: the name of their block, so that it need not stand in each. */
  actionsId: string | undefined;
}

/**
 * The buttons below a failure that stands in a channel. None without a build, and none for a build whose id no block
 * can be called by. Where there is no room for all, the last but the menu are left out.
 */
export function renderButtons(report: Report, { mayRetry }: ButtonOptions): Buttons {
  const id = report.build?.id;
  if (id === undefined || id.length > LIMITS.identifier || report.cause === 'none')
    return { actions: [], actionsId: undefined };
  const isKnown = report.cause !== 'unknown';
  const wanted = [
    ...(mayRetry ? [retryButton()] : []),
    ...(isKnown ? [button(ACTIONS.right, 'Right'), button(ACTIONS.wrong, 'Wrong')] : []),
    ...(isKnown ? [] : [button(ACTIONS.wrong, 'I know the cause')]),
    button(ACTIONS.more, 'Show more'),
    otherMenu(),
  ];
  const fitting = wanted.slice();
  // The menu stands last and stays: what it has is nowhere else.
  while (cost({ type: 'actions', block_id: id, elements: fitting }) > ACTIONS_ROOM) fitting.splice(-2, 1);
  return { actions: fitting, actionsId: fitting.length > 0 ? id : undefined };
}

/** The buttons below an answer that only the asker sees. */
export function renderAnswerButtons(report: Report): Buttons {
  const id = report.build?.id;
  if (id === undefined || id.length > LIMITS.identifier) return { actions: [], actionsId: undefined };
  const more = report.cause === 'none' ? [] : [button(ACTIONS.more, 'Show more')];
  return {
    actions: [{ ...button(ACTIONS.share, 'Share in the channel'), style: 'primary' }, ...more],
    actionsId: id,
  };
}

function button(action: string, text: string): Button {
  return { type: 'button', action_id: action, text: plain(text) };
}

function retryButton(): Button {
  return {
    ...button(ACTIONS.retry, 'Retry build'),
    confirm: {
      title: plain('Retry?'),
      text: plain('The build runs again.'),
      confirm: plain('Retry'),
      deny: plain('No'),
    },
  };
}

function otherMenu(): ActionsBlockElement {
  const option = (value: string, text: string) => ({ text: plain(text), value });
  return {
    type: 'overflow',
    action_id: ACTIONS.other,
    options: [
      option(OTHERS.hour, 'Mute for 1 hour'),
      option(OTHERS.day, 'Mute for 1 day'),
      option(OTHERS.green, 'Mute until green'),
      option(OTHERS.signature, 'Make a signature'),
    ],
  };
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}
