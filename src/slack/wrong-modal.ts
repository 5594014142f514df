import type { ModalView, PlainTextOption } from '@slack/types';
import type { DeliveredFailure } from '../history/failure.ts';
import type { KnownCause } from './bot.ts';
import { cutInline } from './cut.ts';

export const WRONG_VIEW = 'wrong';
/** What is in no catalogue. */
export const OTHER_CAUSE = 'other';
export const FIELDS = { cause: 'cause', note: 'note' } as const;
const MAX_OPTIONS = 100;
const MAX_TEXT = 75;

/** Asks what the true cause was. Takes the failure and the catalogue. */
export function renderWrongModal(failure: DeliveredFailure, causes: readonly KnownCause[]): ModalView {
  const said = failure.cause === 'unknown' ? 'Faultline did not know.' : `Faultline said: ${failure.title}.`;
  return {
    type: 'modal',
    callback_id: WRONG_VIEW,
    private_metadata: failure.buildId,
    title: plain('The true cause'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      { type: 'section', text: plain(cutInline(`${failure.project}: ${said}`, 300)) },
      {
        type: 'input',
        block_id: FIELDS.cause,
        label: plain('What was it?'),
        element: {
          type: 'static_select',
          action_id: 'value',
          placeholder: plain('Choose a cause'),
          option_groups: groupCauses(causes.filter(({ id }) => id !== failure.cause)),
        },
      },
      {
        type: 'input',
        block_id: FIELDS.note,
        optional: true,
        label: plain('In your words'),
        element: { type: 'plain_text_input', action_id: 'value', max_length: 300 },
      },
    ],
  };
}

function groupCauses(causes: readonly KnownCause[]) {
  const families = Map.groupBy(causes, ({ family }) => family);
  const groups = [...families].map(([family, members]) => ({
    label: plain(family),
    options: members.slice(0, MAX_OPTIONS).map(toOption),
  }));
  const other = toOption({ id: OTHER_CAUSE, title: 'Something that is not in this list' });
  return [{ label: plain('not listed'), options: [other] }, ...groups];
}

function toOption({ id, title }: Pick<KnownCause, 'id' | 'title'>): PlainTextOption {
  return { text: plain(cutInline(title, MAX_TEXT)), value: id };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}
