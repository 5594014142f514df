import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { HistoryTable } from '../../src/history/table.ts';
import { parseAsked } from '../../src/slack/asked.ts';
import type { Bot } from '../../src/slack/bot.ts';
import { registerCommands } from '../../src/slack/listeners/commands.ts';

type Listener = (args: Record<string, unknown>) => Promise<void>;

/** What the listener of the command does, in order. */
async function run(text: string, request: () => Promise<void> = async () => {}): Promise<string[]> {
  const done: string[] = [];
  const log = (what: string) => async () => void done.push(what);
  const table = {
    client: {
      async send() {
        done.push('table');
        return {};
      },
    },
    name: 't',
  } as unknown as HistoryTable;
  const bot: Bot = {
    table,
    causes: [],
    request: async (asked) => {
      done.push(`request ${asked.kind}`);
      await request();
    },
    answer: async () => void done.push('answer'),
    fail: () => void done.push('fail'),
    now: () => new Date(0),
  };
  let listener: Listener | undefined;
  const app = {
    command(_name: string, given: Listener) {
      listener = given;
    },
  } as unknown as App;
  registerCommands(app, bot);
  const command = { text, channel_id: 'C1', user_id: 'U1', response_url: 'https://hooks.slack.com/1' };
  await listener?.({ ack: log('ack'), command });
  return done;
}

describe('the listener of /diagnose', () => {
  it('acknowledges before it does anything', async () => {
    expect(await run('project/api')).toEqual(['ack', 'request diagnose']);
    expect(await run('')).toEqual(['ack', 'table', 'answer']);
  });

  it('only acknowledges where there is nothing to work on', async () => {
    expect(await run('help')).toEqual(['ack']);
    expect(await run('what is this')).toEqual(['ack']);
  });

  it('tells the asker where nobody takes it up', async () => {
    const refuse = () => Promise.reject(new Error('no bus'));
    expect(await run('project/api', refuse)).toEqual(['ack', 'request diagnose', 'answer', 'fail']);
  });
});

describe('what is asked', () => {
  const id = 'api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e';

  it.each([
    ['', { kind: 'last' }],
    ['  ', { kind: 'last' }],
    ['HELP', { kind: 'help' }],
    ['api', { kind: 'target', target: 'project/api' }],
    [` ${id} `, { kind: 'target', target: id }],
    [`\`${id}\``, { kind: 'target', target: id }],
    ['api web', { kind: 'unclear' }],
    ['https://example.com', { kind: 'unclear' }],
    ['<@U123>', { kind: 'unclear' }],
  ])('is read from %j', (text, asked) => {
    expect(parseAsked(text)).toEqual(asked);
  });
});
