import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { confirm, option, optionalString, optionGroup, plainText, string } from './text.ts';

/** Block elements. https://docs.slack.dev/reference/block-kit/block-elements */

const actionId = z.string().min(1).max(LIMITS.id).optional();
const placeholder = plainText(LIMITS.placeholder).optional();
const url = z.string().max(LIMITS.url);
const focus = z.boolean().optional();
const common = { action_id: actionId, confirm: confirm.optional(), focus_on_load: focus, placeholder };
const choice = { action_id: actionId, confirm: confirm.optional(), focus_on_load: focus };
const several = { ...common, max_selected_items: z.number().int().min(1).optional() };
const list = {
  options: z.array(option).min(1).max(LIMITS.options).optional(),
  option_groups: z.array(optionGroup).min(1).max(LIMITS.options).optional(),
};
const dispatch = z.strictObject({ trigger_actions_on: z.array(z.string()).optional() }).optional();
const typed = { action_id: actionId, focus_on_load: focus, placeholder, dispatch_action_config: dispatch };

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(LIMITS.buttonText),
  action_id: actionId,
  url: url.optional(),
  value: optionalString(LIMITS.buttonValue),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: optionalString(LIMITS.accessibilityLabel),
});

/** An image is at a URL or a file of Slack's own, and always has its description. */
export const imageSource = {
  image_url: url.optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  alt_text: string(LIMITS.altText),
};

export const image = z.strictObject({ type: z.literal('image'), ...imageSource });

const type = <const T extends string, S extends z.ZodRawShape>(name: T, shape: S) =>
  z.strictObject({ type: z.literal(name), ...shape });

const menus = [
  type('static_select', { ...common, ...list, initial_option: option.optional() }),
  type('multi_static_select', { ...several, ...list, initial_options: z.array(option).optional() }),
  type('external_select', {
    ...common,
    initial_option: option.optional(),
    min_query_length: z.number().optional(),
  }),
  type('users_select', { ...common, initial_user: z.string().optional() }),
  type('multi_users_select', { ...several, initial_users: z.array(z.string()).optional() }),
  type('channels_select', {
    ...common,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  type('conversations_select', {
    ...common,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: z.looseObject({}).optional(),
  }),
] as const;

const overflow = type('overflow', {
  action_id: actionId,
  confirm: confirm.optional(),
  options: z.array(option).min(1).max(LIMITS.overflowOptions),
});

const choices = [
  type('checkboxes', {
    ...choice,
    options: z.array(option).min(1).max(LIMITS.choices),
    initial_options: z.array(option).optional(),
  }),
  type('radio_buttons', {
    ...choice,
    options: z.array(option).min(1).max(LIMITS.choices),
    initial_option: option.optional(),
  }),
  type('datepicker', { ...common, initial_date: z.string().optional() }),
  type('timepicker', { ...common, initial_time: z.string().optional(), timezone: z.string().optional() }),
  type('datetimepicker', { ...choice, initial_date_time: z.number().optional() }),
] as const;

const typedInputs = [
  type('plain_text_input', {
    ...typed,
    initial_value: z.string().max(LIMITS.inputLength).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().max(LIMITS.inputLength).optional(),
    max_length: z.number().int().min(1).max(LIMITS.inputLength).optional(),
  }),
  type('email_text_input', { ...typed, initial_value: z.string().optional() }),
  type('url_text_input', { ...typed, initial_value: z.string().optional() }),
  type('number_input', {
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
] as const;

const feedback = z.strictObject({
  text: plainText(LIMITS.buttonText),
  value: z.string().max(LIMITS.buttonValue),
  accessibility_label: optionalString(LIMITS.accessibilityLabel),
});

export const contextAction = z.discriminatedUnion('type', [
  type('feedback_buttons', { action_id: actionId, positive_button: feedback, negative_button: feedback }),
  type('icon_button', {
    action_id: actionId,
    icon: z.enum(['trash']),
    text: plainText(LIMITS.buttonText),
    value: optionalString(LIMITS.buttonValue),
    confirm: confirm.optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
    accessibility_label: optionalString(LIMITS.accessibilityLabel),
  }),
]);

export const actionElement = z.discriminatedUnion('type', [button, overflow, ...menus, ...choices]);
export const accessory = z.discriminatedUnion('type', [button, image, overflow, ...menus, ...choices]);
export const inputElement = z.discriminatedUnion('type', [...menus, ...choices, ...typedInputs]);
