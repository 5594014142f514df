import { afterEach, beforeEach, expect, it } from 'vitest';
import { BUILDS, type LocalSlack, startSlack } from './index.ts';

let slack: LocalSlack;
let now = 1_800_000_000_000;

beforeEach(async () => {
  slack = await startSlack({ now: () => now });
});
afterEach(() => slack.stop());

async function post(url: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

it('shows the answer to the one who asked only, unless it says otherwise', async () => {
  const url = slack.createResponseUrl();
  await post(url, { text: 'Looking' });
  await post(url, { text: 'Found', response_type: 'in_channel' });
  expect(slack.messages()).toMatchObject([
    { text: 'Looking', channel: BUILDS, ephemeralFor: 'U0ALICE' },
    { text: 'Found', ephemeralFor: undefined },
  ]);
});

it('replaces the message with the button, then deletes it', async () => {
  const original = slack.say('Build failed');
  const url = slack.createResponseUrl({ originalTs: original.ts });
  await post(url, { text: 'Muted', replace_original: true });
  expect(slack.messages()).toMatchObject([{ text: 'Muted', ts: original.ts }]);
  await post(url, { delete_original: true });
  expect(slack.messages()).toEqual([]);
});

it('replaces its own first answer to a command', async () => {
  const url = slack.createResponseUrl();
  await post(url, { text: 'Looking' });
  await post(url, { text: 'Found', replace_original: true });
  expect(slack.messages()).toMatchObject([{ text: 'Found', ephemeralFor: 'U0ALICE' }]);
});

it('takes five answers', async () => {
  const url = slack.createResponseUrl();
  for (const text of ['1', '2', '3', '4', '5'])
    expect(await post(url, { text })).toMatchObject({ status: 200 });
  expect(await post(url, { text: '6' })).toEqual({ status: 404, body: { ok: false, error: 'used_url' } });
  expect(slack.messages()).toHaveLength(5);
});

it('takes answers for 30 minutes', async () => {
  const url = slack.createResponseUrl();
  now += 30 * 60 * 1000;
  expect(await post(url, { text: 'Just in time' })).toMatchObject({ status: 200 });
  now += 1;
  expect(await post(url, { text: 'Too late' })).toEqual({
    status: 404,
    body: { ok: false, error: 'expired_url' },
  });
});

it('refuses what a message may not have, and does not count it', async () => {
  const url = slack.createResponseUrl();
  for (let index = 0; index < 6; index += 1) {
    expect(await post(url, { blocks: [{ type: 'line' }] })).toMatchObject({
      body: { error: 'invalid_blocks' },
    });
  }
  expect(await post(url, { text: 'Found' })).toMatchObject({ status: 200 });
});

it('can be made to fail', async () => {
  slack.faults.fail('response_url', 'internal_error', { status: 500 });
  expect(await post(slack.createResponseUrl(), { text: 'Found' })).toMatchObject({ status: 500 });
  expect(slack.calls).toMatchObject([{ method: 'response_url', error: 'internal_error' }]);
});
