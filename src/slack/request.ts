import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';

/** A team's own signature, as it is drafted in Slack. */
const draftSchema = z.object({
  id: z.string(),
  title: z.string(),
  match: z.string(),
  explanation: z.string(),
  fix: z.string().optional(),
  /** A line that it finds. */
  sample: z.string().optional(),
  /** One that it must not find. */
  not: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

const common = {
  /** Of this request: a repeat of its event is answered once. It becomes part of a key of the table. */
  id: z.string().min(1).max(200),
  /** Who asked, by Slack's id: an answer mentions them, and nobody else. */
  by: z.string().regex(/^[UW][A-Z0-9]+$/),
  /** ISO time. */
  at: z.iso.datetime(),
};
const answered = {
  /** A build id, an ARN, a console URL or `project/NAME`. */
  target: z.string(),
  /** Where Slack takes the answer, for half an hour. */
  responseUrl: z.url(),
};

const request = z.discriminatedUnion('kind', [
  /** For the asker alone. */
  z.object({ kind: z.literal('diagnose'), ...common, ...answered }),
  /** For the channel. */
  z.object({ kind: z.literal('share'), ...common, ...answered }),
  /** What a message has no room for, for the asker alone. */
  z.object({ kind: z.literal('more'), ...common, ...answered }),
  /** Whether a draft finds the line in the log of this build; shown in the modal. */
  z.object({
    kind: z.literal('try-signature'),
    ...common,
    target: z.string(),
    viewId: z.string(),
    draft: draftSchema,
  }),
]);

/** What was asked in Slack: put on the bus, worked on by the same worker that handles failures. */
export type DiagnosisRequest = z.infer<typeof request>;

export const REQUESTED = 'Diagnosis Requested';
const requestEvent = z.looseObject({
  source: z.literal('faultline'),
  'detail-type': z.literal(REQUESTED),
  detail: request,
});

const anyRequest = z.looseObject({ 'detail-type': z.literal(REQUESTED) });

/** Whether an event is a request from Slack, by its detail type. */
export function isRequestEvent(event: unknown): boolean {
  return anyRequest.safeParse(event).success;
}

/** Reads EventBridge's event of a request. Throws InvalidEventError, naming the field, for another one. */
export function parseRequestEvent(event: unknown): DiagnosisRequest {
  const parsed = requestEvent.safeParse(event);
  if (!parsed.success) throw new InvalidEventError(z.prettifyError(parsed.error), REQUESTED);
  return parsed.data.detail;
}
