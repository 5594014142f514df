import type { AppAnswer, Interactions } from './page/interactions.ts';
import {
  type HttpApiEvent,
  signBlockAction,
  signEvent,
  signSlashCommand,
  signViewSubmission,
} from './slack/index.ts';

/**
 * The real handler of what Slack sends, behind the page: each request is signed and goes the way that it goes in
 * production. The environment must be that of the sandbox by now.
 */
export async function connectSlackApp(): Promise<Required<Interactions>> {
  const { handler } = await import('../../handlers/slack.ts');
  const send = async (event: HttpApiEvent): Promise<AppAnswer> => handler(event as never, {} as never);
  return {
    onCommand: (command) => send(signSlashCommand(command)),
    onAction: (pressed) => send(signBlockAction(pressed)),
    onViewSubmission: (submitted) => send(signViewSubmission(submitted)),
    onEvent: (event) => send(signEvent(event)),
  };
}
