import type { ModalView } from '@slack/types';
import { stringify } from 'yaml';
import type { DeliveredFailure } from '../history/failure.ts';
import { paragraph, plain, preformatted, richText } from './blocks.ts';
import { cutInline } from './cut.ts';
import { type DRAFT_FIELDS, escapePattern, SIGNATURE_VIEW, toEntry } from './draft.ts';
import { cleanText } from './escape.ts';
import type { Draft } from './request.ts';

const MAX_PATTERN = 500;

/** Drafts a signature from the decisive line of a failure. */
export function renderSignatureModal({ buildId, project, line, lines = [] }: DeliveredFailure): ModalView {
  const shown =
    lines.length > 0
      ? [richText(paragraph(plain('It should find one of these lines:')), preformatted(lines.join('\n')))]
      : [];
  return {
    type: 'modal',
    callback_id: SIGNATURE_VIEW,
    private_metadata: buildId,
    title: text('Make a signature'),
    submit: text('Try it on this log'),
    close: text('Cancel'),
    blocks: [
      ...shown,
      field('id', 'Id', {
        hint: 'Small letters and hyphens, such as license-server-down',
        initial: suggestId(project),
      }),
      field('title', 'Title', { hint: 'What broke, in under 80 characters', max: 79 }),
      field('match', 'Pattern', {
        hint: 'A regular expression (RE2) for one line; (?P<name>…) makes a fact',
        max: MAX_PATTERN,
        initial: line && escapePattern(line, MAX_PATTERN),
      }),
      field('explanation', 'Explanation', {
        hint: 'One or two sentences; {name} stands for a fact',
        max: 600,
      }),
      field('fix', 'Command that fixes it', {
        hint: '{name} becomes one word of it, quoted: write no quotes around it',
        isOptional: true,
        max: 600,
      }),
      field('not', 'A line that it must not find', {
        hint: 'It looks alike and means something else, or is of a build in which all went well',
        max: 300,
        initial:
          cleanText(lines.find((other) => other !== line) ?? '')
            .slice(0, 299)
            .toWellFormed() || undefined,
      }),
    ],
  };
}

interface FieldOptions {
  hint?: string;
  initial?: string | undefined;
  max?: number;
  isOptional?: boolean;
}

function field(
  name: (typeof DRAFT_FIELDS)[number],
  label: string,
  { hint, initial, max, isOptional }: FieldOptions,
) {
  return {
    type: 'input' as const,
    block_id: name,
    label: text(label),
    optional: isOptional ?? false,
    ...(hint !== undefined && { hint: text(hint) }),
    element: {
      type: 'plain_text_input' as const,
      action_id: 'value',
      multiline: name === 'match' || name === 'explanation' || name === 'fix',
      ...(initial !== undefined && { initial_value: initial }),
      ...(max !== undefined && { max_length: max }),
    },
  };
}

function suggestId(project: string): string {
  return `${project
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')}-failed`.slice(0, 60);
}

/** What the modal shows while the worker is at it. */
export function renderTrying(draft: Draft): ModalView {
  return result(draft, [richText(paragraph(plain('Trying it on the log of this build …')))]);
}

/** What trying came to: the lines that the pattern finds, by number. */
export function renderTried(
  draft: Draft,
  found: { number: number; text: string }[],
  total: number,
): ModalView {
  const words =
    total === 0
      ? 'The pattern finds no line in the log of this build.'
      : `The pattern finds ${total} ${total === 1 ? 'line' : 'lines'} in the log of this build:`;
  const lines = found.map(({ number, text: line }) => `${number}  ${cutInline(line, 200)}`).join('\n');
  const sample = draft.sample ?? found[0]?.text;
  const known = { ...draft, ...(sample !== undefined && { sample }) };
  return result(known, [richText(paragraph(plain(words)), ...(total > 0 ? [preformatted(lines)] : []))]);
}

/** Why it could not be tried. */
export function renderNotTried(draft: Draft, why: string): ModalView {
  return result(draft, [richText(paragraph(plain(`It could not be tried: ${cutInline(why, 500)}`)))]);
}

/** The entry as it stands in `signatures.yml`. */
export function renderEntry(draft: Draft): string {
  return stringify({ signatures: [toEntry(draft)] }, { lineWidth: 0 });
}

function result(draft: Draft, blocks: ModalView['blocks']): ModalView {
  return {
    type: 'modal',
    title: text('Make a signature'),
    close: text('Done'),
    blocks: [
      ...blocks,
      richText(
        paragraph(
          plain(
            'For your signatures.yml; it counts within a minute where FAULTLINE_SIGNATURES names that file:',
          ),
        ),
        preformatted(renderEntry(draft)),
      ),
    ],
  };
}

function text(words: string) {
  return { type: 'plain_text' as const, text: words };
}
