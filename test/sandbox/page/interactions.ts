import { z } from 'zod';
import { refuseWrong } from '../slack/content.ts';
import {
  ALICE,
  findWrongView,
  type JsonObject,
  type LocalSlack,
  type PressedButton,
} from '../slack/index.ts';

/** What the Slack app answered; nothing when it does not say. */
export type AppAnswer = { statusCode: number; body?: string | undefined } | undefined;

/** A command as it was typed; the fields that `signSlashCommand` takes. */
export interface TypedCommand {
  command: string;
  text: string;
  channel: string;
  user: string;
  triggerId: string;
  responseUrl: string;
}

/** A modal as it was submitted; the fields that `signViewSubmission` takes. */
export interface SubmittedView {
  view: JsonObject;
  values: JsonObject;
  user: string;
  triggerId: string;
}

/** The interactive part of the Slack app; where one is absent, the page says so. */
export interface Interactions {
  onAction?: ((pressed: PressedButton) => Promise<AppAnswer | undefined>) | undefined;
  onCommand?: ((command: TypedCommand) => Promise<AppAnswer | undefined>) | undefined;
  onViewSubmission?: ((submitted: SubmittedView) => Promise<AppAnswer | undefined>) | undefined;
  onEvent?: ((event: JsonObject & { type: string }) => Promise<AppAnswer | undefined>) | undefined;
}

/** What became of a modal that was submitted. */
export interface Submission {
  notice?: string | undefined;
  /** What is wrong, by block; the modal stays. */
  errors?: Record<string, string> | undefined;
  isClosed: boolean;
}

const pressed = z.object({
  channel: z.string(),
  ts: z.string(),
  actionId: z.string(),
  blockId: z.string(),
  type: z.string(),
  value: z.string().optional(),
  selectedOption: z.record(z.string(), z.unknown()).optional(),
});
const typed = z.object({ channel: z.string(), text: z.string().min(1), threadTs: z.string().optional() });
const submitted = z.object({ id: z.string(), values: z.record(z.string(), z.unknown()) });

export const NOT_CONNECTED = "The Slack app's interactive part is not connected here.";

/** Hands a pressed button over. @returns what the page should say, or nothing */
export async function interact(
  slack: LocalSlack,
  { onAction }: Interactions,
  body: unknown,
): Promise<string | undefined> {
  const { channel, ts, ...action } = pressed.parse(body);
  if (onAction === undefined) return NOT_CONNECTED;
  const message = slack.describeMessage(channel, ts);
  const answer = await onAction({
    ...action,
    user: ALICE,
    channel,
    message,
    isEphemeral: message === undefined,
    triggerId: slack.createTrigger(),
    responseUrl: slack.createResponseUrl({ channel, originalTs: ts }),
  });
  return describeFailure(answer, 'This action');
}

/** Says what was typed, or hands it over when it is a command. @returns what the page should say, or nothing */
export async function type(
  slack: LocalSlack,
  { onCommand }: Interactions,
  body: unknown,
): Promise<string | undefined> {
  const { channel, text, threadTs } = typed.parse(body);
  const [, command, rest] = /^(\/\S+)\s*(.*)$/s.exec(text.trim()) ?? [];
  if (command === undefined) {
    slack.say(text, { channel, ...(threadTs !== undefined && { threadTs }) });
    return undefined;
  }
  if (onCommand === undefined) return NOT_CONNECTED;
  const responseUrl = slack.createResponseUrl({ channel });
  const answer = await onCommand({
    command,
    text: rest ?? '',
    channel,
    user: ALICE,
    triggerId: slack.createTrigger(),
    responseUrl,
  });
  await showAnswer(answer, responseUrl);
  return describeFailure(answer, command);
}

/** Opens the home tab, which the app then publishes. @returns what the page should say, or nothing */
export async function openHome({ onEvent }: Interactions): Promise<string | undefined> {
  if (onEvent === undefined) return NOT_CONNECTED;
  const opened = { type: 'app_home_opened', user: ALICE, channel: `D${ALICE.slice(1)}`, tab: 'home' };
  return describeFailure(await onEvent({ ...opened, event_ts: String(Date.now() / 1000) }), 'The home tab');
}

/** Hands a submitted modal over. The answer says whether it closes, shows errors or shows something else. */
export async function submit(
  slack: LocalSlack,
  { onViewSubmission }: Interactions,
  body: unknown,
): Promise<Submission> {
  const { id, values } = submitted.parse(body);
  const known = slack.views.find((each) => each.id === id);
  if (known === undefined || onViewSubmission === undefined) return { notice: NOT_CONNECTED, isClosed: true };
  const view = { ...known.view, id, hash: known.hash };
  const triggerId = slack.createTrigger(known.user);
  const answer = await onViewSubmission({ view, values, user: known.user, triggerId });
  const notice = describeFailure(answer, 'This form');
  const told = viewAnswer.parse(answer?.body ? JSON.parse(answer.body) : {});
  if (told.response_action === 'errors') return { notice, errors: told.errors, isClosed: false };
  if (told.response_action !== 'update' || told.view === undefined) return { notice, isClosed: true };
  refuseWrong('invalid_arguments', findWrongView(told.view));
  // The app may have shown more by then, over the API.
  if (known.hash === view.hash) known.view = told.view;
  return { notice, isClosed: false };
}

/** https://docs.slack.dev/surfaces/modals#handling_submissions */
const viewAnswer = z.object({
  response_action: z.enum(['errors', 'update', 'push', 'clear']).optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: z.record(z.string(), z.unknown()).optional(),
});

/** The body of an answer to a command is shown as if it came through the response URL. */
async function showAnswer(answer: AppAnswer | undefined, responseUrl: string): Promise<void> {
  if (!answer?.body || answer.statusCode !== 200) return;
  const isJson = answer.body.startsWith('{');
  await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: isJson ? answer.body : JSON.stringify({ text: answer.body }),
  });
}

function describeFailure(answer: AppAnswer | undefined, what: string): string | undefined {
  return answer && answer.statusCode !== 200
    ? `${what} failed: the app answered ${answer.statusCode}.`
    : undefined;
}
