import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ALICE, BUILDS, signBlockAction, signEvent, signSlashCommand } from '../sandbox/slack/index.ts';
import { APP_TOKEN } from '../sandbox/slack/socket-mode.ts';
import { aws, slack, useHandlers } from './slack-fixture.ts';

/** `npm run slack:socket` as its own process: the local Slack talks to it over the WebSocket that it opens. */

useHandlers({ FAULTLINE_RETRY: 'on', FAULTLINE_RETRY_USERS: ALICE });

let app: ChildProcess;
let said = '';

beforeAll(async () => {
  const file = join(import.meta.dirname, '..', '..', 'handlers', 'slack-socket.ts');
  app = spawn(process.execPath, [file], { env: { ...process.env, SLACK_APP_TOKEN: APP_TOKEN } });
  for (const stream of [app.stdout, app.stderr]) stream?.on('data', (chunk) => (said += chunk));
  await Promise.race([
    slack.socketMode.connected(),
    once(app, 'exit').then(() => Promise.reject(new Error(said))),
  ]);
}, 60_000);
afterAll(async () => {
  app.kill();
  if (app.exitCode === null) await once(app, 'exit');
});

const answers = () =>
  slack
    .messages(BUILDS)
    .map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`)
    .join('\n');
const see = (text: string) => vi.waitFor(() => expect(answers()).toContain(text), { timeout: 20_000 });

describe('the app over Socket Mode', () => {
  it('answers a command, and does so again once Slack had it connect anew', async () => {
    const { data } = aws.load('parameter-store-access-denied').record;
    for (const isSecond of [false, true]) {
      slack.clear();
      if (isSecond) {
        slack.socketMode.refresh();
        await slack.socketMode.connected();
      }
      const responseUrl = slack.createResponseUrl();
      const command = { command: '/diagnose', text: data.project, responseUrl };
      await slack.socketMode.send(signSlashCommand(command));
      await see('may not read the parameter');
    }
    expect(said).toContain('Connected to Slack');
  });

  it('takes a press: the build runs again', async () => {
    const run = aws.load('docker-daemon-unavailable');
    await aws.emit(run);
    const [message] = slack.messages(BUILDS);
    if (!message) throw new Error('Nothing was posted.');
    const place = { channel: BUILDS, message: slack.describeMessage(BUILDS, message.ts) };
    const responseUrl = slack.createResponseUrl({ originalTs: message.ts });
    const pressed = { ...place, actionId: 'retry', blockId: run.record.id, user: ALICE, responseUrl };
    await slack.socketMode.send(signBlockAction(pressed as never));
    await vi.waitFor(() => expect(aws.calls.map(({ operation }) => operation)).toContain('RetryBuild'), {
      timeout: 20_000,
    });
  });

  it('shows the home tab', async () => {
    const event = { type: 'app_home_opened', user: ALICE, channel: 'D0ALICE', tab: 'home', event_ts: '1.1' };
    await slack.socketMode.send(signEvent(event));
    await vi.waitFor(() => expect(slack.views.map(({ kind }) => kind)).toContain('home'), {
      timeout: 20_000,
    });
  });
});
