import { z } from 'zod';
import { ALICE, type JsonObject, type LocalSlack, type PressedButton } from '../slack/index.ts';

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

/** Hands a submitted modal over and closes it. @returns what the page should say, or nothing */
export async function submit(
  slack: LocalSlack,
  { onViewSubmission }: Interactions,
  body: unknown,
): Promise<string | undefined> {
  const { id, values } = submitted.parse(body);
  const known = slack.views.find((each) => each.id === id);
  if (known === undefined || onViewSubmission === undefined) return NOT_CONNECTED;
  const view = { ...known.view, id, hash: known.hash };
  return describeFailure(
    await onViewSubmission({ view, values, user: known.user, triggerId: slack.createTrigger(known.user) }),
    'This form',
  );
}

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
