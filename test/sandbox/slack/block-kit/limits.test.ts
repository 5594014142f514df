import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILDS, createClient, type JsonObject, type LocalSlack, startSlack } from '../index.ts';
import { DATA_CASES } from './cases/data.ts';
import { ELEMENTS_CASES } from './cases/elements.ts';
import { LAYOUT_CASES } from './cases/layout.ts';
import { input, mrkdwn, plain, repeat, x } from './cases/make.ts';

/** Each limit through the real client: the most that Slack takes is taken, one more is refused in Slack's words. */

let slack: LocalSlack;
let client: WebClient;

beforeAll(async () => {
  slack = await startSlack();
  client = createClient(slack);
});
afterAll(() => slack.stop());

describe('a message may have', () => {
  it.each([...LAYOUT_CASES, ...ELEMENTS_CASES, ...DATA_CASES])('%s', async (_what, taken, refused, words) => {
    const post = (blocks: JsonObject[]) =>
      client.apiCall('chat.postMessage', { channel: BUILDS, text: 'a', blocks });
    expect(await post(taken)).toMatchObject({ ok: true });
    await expect(post(refused)).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: expect.arrayContaining([`[ERROR] ${words}`]) },
      },
    });
  });

  it.each([
    ['40,000 characters of text', { text: x(40_000) }, { text: x(40_001) }, 'msg_too_long'],
    [
      'about 12,000 characters in its blocks',
      { blocks: repeat(4, () => ({ type: 'section', text: mrkdwn(x(3000)) })) },
      { blocks: repeat(5, () => ({ type: 'section', text: mrkdwn(x(3000)) })) },
      'msg_blocks_too_long',
    ],
    [
      '100 attachments',
      { attachments: repeat(100, () => ({ text: 'a' })) },
      { attachments: repeat(101, () => ({ text: 'a' })) },
      'too_many_attachments',
    ],
    [
      'whole blocks in its attachments',
      { attachments: [{ blocks: [{ type: 'divider' }] }] },
      { attachments: [{ blocks: [{ type: 'line' }] }] },
      'invalid_attachments',
    ],
  ])('%s', async (_what, taken, refused, error) => {
    const post = (more: JsonObject) =>
      client.apiCall('chat.postMessage', { channel: BUILDS, text: 'a', ...more });
    expect(await post(taken)).toMatchObject({ ok: true });
    await expect(post(refused)).rejects.toMatchObject({ data: { error } });
  });
});

describe('a modal may have', () => {
  const modal = (more: JsonObject) => ({ type: 'modal', title: plain('Teach'), blocks: [], ...more });
  const divider = () => ({ type: 'divider' });

  it.each([
    [
      '100 blocks',
      modal({ blocks: repeat(100, divider) }),
      modal({ blocks: repeat(101, divider) }),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      '24 characters in its title',
      modal({ title: plain(x(24)) }),
      modal({ title: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      '3,000 characters of private metadata',
      modal({ private_metadata: x(3000) }),
      modal({ private_metadata: x(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      '255 characters in its callback_id',
      modal({ callback_id: x(255) }),
      modal({ callback_id: x(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'inputs when it has a submit button',
      modal({ blocks: [input('a')], submit: plain('Save') }),
      modal({ blocks: [input('a')] }),
      'missing required field: submit [json-pointer:/view]',
    ],
    [
      'an alert',
      modal({ blocks: [{ type: 'alert', text: plain('a') }] }),
      modal({ blocks: [{ type: 'alarm' }] }),
      'unsupported type: alarm [json-pointer:/view/blocks/0/type]',
    ],
  ])('%s', async (_what, taken, refused, words) => {
    const open = (view: JsonObject) =>
      client.apiCall('views.open', { trigger_id: slack.createTrigger(), view });
    expect(await open(taken)).toMatchObject({ ok: true });
    await expect(open(refused)).rejects.toMatchObject({
      data: { error: 'invalid_arguments', response_metadata: { messages: [`[ERROR] ${words}`] } },
    });
  });
});
