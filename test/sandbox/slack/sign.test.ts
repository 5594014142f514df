import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type HttpApiEvent,
  type LocalSlack,
  SIGNING_SECRET,
  signBlockAction,
  signBody,
  signEvent,
  signSlashCommand,
  signViewSubmission,
  startSlack,
} from './index.ts';

/** The signed events go through Bolt's own receiver, and what it answers goes through the local Slack. */

let slack: LocalSlack;
let handle: (event: HttpApiEvent) => Promise<{ statusCode: number; body: string }>;
let seen: unknown[];

beforeEach(async () => {
  slack = await startSlack();
  seen = [];
  const receiver = new AwsLambdaReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR });
  const app = new App({
    token: 'xoxb-local',
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  app.command('/diagnose', async ({ ack, command, respond }) => {
    await ack();
    seen.push(command.text);
    await respond(`Looking at ${command.text}`);
  });
  app.action('retry', async ({ ack, body, action, client, respond }) => {
    await ack();
    seen.push([body.user.id, 'value' in action ? action.value : undefined]);
    await client.auth.test();
    await respond({ text: 'Retried', replace_original: true });
  });
  app.view('teach', async ({ ack, view }) => {
    await ack({ response_action: 'clear' });
    seen.push([view.private_metadata, view.state.values]);
  });
  app.event('app_mention', async ({ event }) => {
    seen.push(event.text);
  });
  const lambda = await receiver.start();
  handle = async (event) => {
    const answer = await lambda(event, {});
    return { statusCode: answer.statusCode, body: String(answer.body) };
  };
});
afterEach(() => slack.stop());

describe('Bolt takes', () => {
  it('a slash command, and its answer comes back through the response URL', async () => {
    const event = signSlashCommand({
      command: '/diagnose',
      text: 'project/api',
      responseUrl: slack.createResponseUrl(),
    });
    expect(await handle(event)).toMatchObject({ statusCode: 200 });
    expect(seen).toEqual(['project/api']);
    expect(slack.messages()).toMatchObject([{ text: 'Looking at project/api', ephemeralFor: 'U0ALICE' }]);
  });

  it('a command whose body was not encoded', async () => {
    const event = signSlashCommand(
      { command: '/diagnose', text: 'Ä & B', responseUrl: slack.createResponseUrl() },
      { base64: false },
    );
    expect(event.isBase64Encoded).toBe(false);
    await handle(event);
    expect(seen).toEqual(['Ä & B']);
  });

  it('a pressed button, whose answer replaces the message', async () => {
    const { ts } = slack.say('Build failed');
    const responseUrl = slack.createResponseUrl({ originalTs: ts });
    await handle(signBlockAction({ actionId: 'retry', value: 'api:1', message: { ts }, responseUrl }));
    expect(seen).toEqual([['U0ALICE', 'api:1']]);
    expect(slack.messages()).toMatchObject([{ ts, text: 'Retried' }]);
  });

  it('a submitted modal', async () => {
    const view = { type: 'modal', callback_id: 'teach', private_metadata: 'api:1', blocks: [] };
    const answer = await handle(signViewSubmission({ view, values: { id: { text: { value: 'x' } } } }));
    expect(JSON.parse(answer.body)).toEqual({ response_action: 'clear' });
    expect(seen).toEqual([['api:1', { id: { text: { value: 'x' } } }]]);
  });

  it('an event, whatever letters are in it', async () => {
    const mention = {
      type: 'app_mention',
      user: 'U0ALICE',
      text: 'Was läuft schief? 🔥',
      ts: '1.2',
      channel: 'C0BUILDS',
    };
    await handle(signEvent(mention));
    await handle(signEvent(mention, { base64: true }));
    expect(seen).toEqual(['Was läuft schief? 🔥', 'Was läuft schief? 🔥']);
  });
});

describe('Bolt refuses', () => {
  it.each([
    ['another secret', { secret: 'not-the-secret' }],
    ['a request that is older than five minutes', { at: Date.now() - 301_000 }],
  ])('%s', async (_title, options) => {
    expect(await handle(signSlashCommand({ command: '/diagnose' }, options))).toMatchObject({
      statusCode: 401,
    });
    expect(seen).toEqual([]);
  });

  it('a body that was changed on the way', async () => {
    const signed = signBody('command=%2Fdiagnose', 'application/x-www-form-urlencoded', { base64: false });
    expect(await handle({ ...signed, body: `${signed.body}&text=x` })).toMatchObject({ statusCode: 401 });
  });
});
