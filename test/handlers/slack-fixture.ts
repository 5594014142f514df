import { beforeAll } from 'vitest';
import type { handler as HandleSlack } from '../../handlers/slack.ts';
import type { Scenario } from '../sandbox/aws/index.ts';
import {
  ALICE,
  BUILDS,
  type HttpApiEvent,
  type JsonObject,
  type LocalMessage,
  type PressedButton,
  signBlockAction,
  signSlashCommand,
  signViewSubmission,
} from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

/** The real handlers between a local AWS and a local Slack; every request is signed. */

export { aws, slack } from './world.ts';

let answer: typeof HandleSlack;

/** Starts them for a test file, with settings of its own. */
export function useHandlers(environment: Record<string, string> = {}): void {
  useWorld(environment);
  beforeAll(async () => {
    ({ handler: answer } = await import('../../handlers/slack.ts'));
  });
}

/** Sends a request of Slack's and waits for all that it set off. */
export async function send(event: HttpApiEvent): Promise<{ statusCode: number; body: string }> {
  const answered = await hand(event);
  await aws.settled();
  return answered;
}

/** Sends it and waits for no more than Slack does. */
export function hand(event: HttpApiEvent): Promise<{ statusCode: number; body: string }> {
  return answer(event as never, {} as never);
}

export function command(text: string, more: { channel?: string; user?: string } = {}): HttpApiEvent {
  const responseUrl = slack.createResponseUrl(more);
  return signSlashCommand({ command: '/diagnose', text, responseUrl, ...more });
}

/** Presses a button below a message of the channel, found by its action. */
export function press(actionId: string, more: Partial<PressedButton> = {}): Promise<{ statusCode: number }> {
  const { message, block } = findButton(actionId);
  const { channel, ts } = message;
  return send(
    signBlockAction({
      actionId,
      blockId: String(block.block_id),
      message: slack.describeMessage(channel, ts) as PressedButton['message'],
      isEphemeral: message.ephemeralFor !== undefined,
      channel,
      triggerId: slack.createTrigger(more.user ?? ALICE),
      responseUrl: slack.createResponseUrl({ channel, user: more.user ?? ALICE, originalTs: ts }),
      ...more,
    }),
  );
}

export function choose(value: string): Promise<{ statusCode: number }> {
  const selectedOption = { text: { type: 'plain_text', text: value }, value };
  return press('other', { type: 'overflow', selectedOption });
}

function findButton(actionId: string): { message: LocalMessage; block: JsonObject } {
  for (const message of slack.messages()) {
    for (const block of message.blocks) {
      const elements = (block.elements ?? []) as JsonObject[];
      if (block.type === 'actions' && elements.some((element) => element.action_id === actionId))
        return { message, block };
    }
  }
  throw new Error(`No message has a button ${actionId}.`);
}

/** Fills in the modal that stands open, and sends it. */
export async function fillIn(values: Record<string, JsonObject>): Promise<JsonObject> {
  const opened = slack.views.findLast(({ kind }) => kind === 'modal');
  if (!opened) throw new Error('No modal is open.');
  const view = { ...opened.view, id: opened.id, hash: opened.hash };
  const state = Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }]));
  const { body } = await send(signViewSubmission({ view, values: state }));
  return body === '' ? {} : JSON.parse(body);
}

let runs = 0;
/** Lets a scenario's build fail in a project of its own. */
export async function fail(scenario: string, project = `app-${++runs}`): Promise<Scenario> {
  const loaded = aws.load(scenario, { project, keep: true });
  await aws.emit(loaded);
  return loaded;
}

/** All that can be read, as one text. */
export function read(messages: readonly LocalMessage[] = slack.messages()): string {
  return JSON.stringify(messages).replaceAll('\\"', '"').replaceAll('\u200b', '');
}

/** What only one person sees. */
export function getWhispers(): LocalMessage[] {
  return slack.messages().filter(({ ephemeralFor }) => ephemeralFor !== undefined);
}

export function getPublic(): LocalMessage[] {
  return slack.messages(BUILDS).filter(({ ephemeralFor }) => ephemeralFor === undefined);
}
