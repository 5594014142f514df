import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Composition objects that hold text. https://docs.slack.dev/reference/block-kit/composition-objects/text-object */

/** @returns a schema of a string of 1 to `max` characters */
export const string = (max: number) => z.string().min(1).max(max);

/** @returns a schema of a string of 0 to `max` characters */
export const optionalString = (max: number) => z.string().max(max).optional();

/** @returns a schema of a plain_text object of 1 to `max` characters */
export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: string(max), emoji: z.boolean().optional() });

/** @returns a schema of a mrkdwn object of 1 to `max` characters */
export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: string(max), verbatim: z.boolean().optional() });

/**
 * @returns a schema of a plain_text or mrkdwn object of 1 to `max` characters. Slack words what is wrong with
 * its length twice: for the object, then for its text.
 */
export const textObject = (max: number) =>
  z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('plain_text'), text: z.string(), emoji: z.boolean().optional() }),
      z.strictObject({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.boolean().optional() }),
    ])
    .superRefine(({ text }, context) => {
      const wrong =
        text.length > max ? `less than ${max + 1}` : text.length === 0 ? 'more than 0' : undefined;
      if (wrong === undefined) return;
      context.addIssue({ code: 'custom', message: 'failed to match all allowed schemas' });
      context.addIssue({ code: 'custom', message: `must be ${wrong} characters`, path: ['text'] });
    });

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const confirm = z.strictObject({
  title: plainText(LIMITS.confirmTitle),
  text: textObject(LIMITS.confirmText),
  confirm: plainText(LIMITS.confirmButton),
  deny: plainText(LIMITS.confirmButton),
  style: z.enum(['primary', 'danger']).optional(),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const option = z.strictObject({
  text: textObject(LIMITS.optionText),
  value: string(LIMITS.optionValue),
  description: textObject(LIMITS.optionText).optional(),
  url: z.string().max(LIMITS.url).optional(),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object */
export const optionGroup = z.strictObject({
  label: plainText(LIMITS.optionText),
  options: z.array(option).min(1).max(LIMITS.options),
});
