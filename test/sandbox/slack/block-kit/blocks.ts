import { z } from 'zod';
import { dataVisualization } from './charts.ts';
import {
  accessory,
  actionElement,
  button,
  contextAction,
  image,
  imageSource,
  inputElement,
} from './elements.ts';
import { LIMITS } from './limits.ts';
import { richText } from './rich-text.ts';
import { dataTable, table } from './tables.ts';
import { mrkdwn, plainText, string, textObject } from './text.ts';

/** Blocks as Slack takes them. https://docs.slack.dev/reference/block-kit/blocks */

const block_id = z.string().min(1).max(LIMITS.id).optional();
const type = <const T extends string, S extends z.ZodRawShape>(name: T, shape: S) =>
  z.strictObject({ type: z.literal(name), block_id, ...shape });

const section = type('section', {
  text: textObject(LIMITS.sectionText).optional(),
  fields: z.array(textObject(LIMITS.fieldText)).min(1).max(LIMITS.fields).optional(),
  accessory: accessory.optional(),
  expand: z.boolean().optional(),
}).superRefine(({ text, fields }, context) => {
  if (text === undefined && fields === undefined) {
    context.addIssue({ code: 'custom', message: 'must define either `text` or `fields`' });
  }
});

const imageBlock = type('image', {
  ...imageSource,
  title: plainText(LIMITS.title).optional(),
}).superRefine(({ image_url, slack_file }, context) => {
  if ((image_url === undefined) === (slack_file === undefined)) {
    context.addIssue({ code: 'custom', message: 'must define either `image_url` or `slack_file`' });
  }
});

const contextBlock = type('context', {
  elements: z
    .array(z.discriminatedUnion('type', [image, mrkdwn(LIMITS.fieldText), plainText(LIMITS.fieldText)]))
    .min(1)
    .max(LIMITS.contextElements),
});

const card = type('card', {
  hero_image: image.optional(),
  icon: image.optional(),
  title: textObject(LIMITS.cardTitle).optional(),
  subtitle: textObject(LIMITS.cardTitle).optional(),
  body: textObject(LIMITS.cardBody).optional(),
  subtext: textObject(LIMITS.cardBody).optional(),
  actions: z.array(button).min(1).max(LIMITS.cardActions).optional(),
});

const basic = [
  section,
  imageBlock,
  contextBlock,
  richText,
  table,
  type('divider', {}),
  type('header', { text: plainText(LIMITS.headerText) }),
  type('actions', { elements: z.array(actionElement).min(1).max(LIMITS.actionsElements) }),
  type('input', {
    label: plainText(LIMITS.label),
    element: inputElement,
    hint: plainText(LIMITS.label).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
] as const;

const rich = [
  card,
  dataTable,
  dataVisualization,
  type('carousel', { elements: z.array(card).min(1).max(LIMITS.carouselCards) }),
  type('container', {
    title: plainText(LIMITS.cardTitle).optional(),
    rich_text_title: richText.optional(),
    subtitle: textObject(LIMITS.cardTitle).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [...basic]))
      .min(1)
      .max(LIMITS.containerBlocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: image.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  }),
  type('context_actions', { elements: z.array(contextAction).min(1).max(LIMITS.contextActionsElements) }),
  type('markdown', { text: string(LIMITS.markdown) }),
] as const;

const alert = type('alert', {
  text: textObject(LIMITS.alertText),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

/** `alert` is refused in a message: it is for modals only. */
export const messageBlock = z.discriminatedUnion('type', [...basic, ...rich]);
export const viewBlock = z.discriminatedUnion('type', [...basic, ...rich, alert]);

const id = z.string().max(LIMITS.callbackId).optional();
const common = {
  blocks: z.array(viewBlock).max(LIMITS.viewBlocks),
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
  callback_id: id,
  external_id: id,
};

/** https://docs.slack.dev/reference/views */
export const view = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plainText(LIMITS.viewTitle),
    submit: plainText(LIMITS.viewButton).optional(),
    close: plainText(LIMITS.viewButton).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  }),
  z.strictObject({ type: z.literal('home'), ...common }),
]);
