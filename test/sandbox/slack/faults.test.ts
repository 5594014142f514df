import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILDS, createClient, type LocalSlack, startSlack } from './index.ts';

let slack: LocalSlack;
let client: WebClient;
let now = 1_800_000_000_000;

beforeEach(async () => {
  slack = await startSlack({ now: () => now });
  client = createClient(slack);
});
afterEach(() => slack.stop());

const post = (channel = BUILDS) => client.chat.postMessage({ channel, text: 'Build failed' });

describe('the rate limit', () => {
  it('takes one message a second per channel, and says when the next may come', async () => {
    slack.faults.rateLimit(true);
    await post();
    await post('C0GENERAL');
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    now += 1000;
    await post();
    expect(slack.messages(BUILDS)).toHaveLength(2);
  });

  it('does not count edits', async () => {
    slack.faults.rateLimit(true);
    const { ts } = await post();
    await client.chat.update({ channel: BUILDS, ts: String(ts), text: 'Green again' });
    expect(slack.messages()).toMatchObject([{ text: 'Green again' }]);
  });

  it('is off unless switched on', async () => {
    await post();
    await post();
    expect(slack.messages()).toHaveLength(2);
  });
});

describe('an outage', () => {
  it.each([
    ['answers 503', 'unavailable' as const, { code: 'slack_webapi_http_error', statusCode: 503 }],
    ['does not answer', 'unreachable' as const, { code: 'slack_webapi_request_error' }],
  ])('%s until it is over', async (_title, outage, error) => {
    slack.faults.down(outage);
    await expect(post()).rejects.toMatchObject(error);
    slack.faults.up();
    await post();
    expect(slack.messages()).toHaveLength(1);
  });
});

describe('a planned failure', () => {
  it('happens once, to its own method', async () => {
    slack.faults.fail('chat.postMessage', 'internal_error');
    await client.auth.test();
    await expect(post()).rejects.toMatchObject({ data: { error: 'internal_error' } });
    await post();
    expect(slack.calls.map(({ error }) => error)).toEqual([undefined, 'internal_error', undefined]);
  });

  it('happens as often as said, with a status and a time to wait', async () => {
    slack.faults.fail('chat.postMessage', 'ratelimited', { status: 429, retryAfter: 30, times: 2 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 30 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 30 });
    await post();
  });

  it('can be slowness', async () => {
    slack.faults.delay(40);
    const before = performance.now();
    await post();
    expect(performance.now() - before).toBeGreaterThan(35);
  });
});

describe('a modal', () => {
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Teach' }, blocks: [] };

  it('opens with a trigger and is changed by its id', async () => {
    const opened = await client.views.open({ trigger_id: slack.createTrigger(), view });
    const changed = { ...view, title: { type: 'plain_text' as const, text: 'Taught' } };
    await client.views.update({
      view_id: String(opened.view?.id),
      hash: String(opened.view?.hash),
      view: changed,
    });
    expect(slack.views).toMatchObject([{ kind: 'modal', user: 'U0ALICE', view: changed }]);
  });

  it('is refused a trigger that is unknown, used or older than three seconds', async () => {
    const open = (trigger_id: string) => client.views.open({ trigger_id, view });
    const [used, late] = [slack.createTrigger(), slack.createTrigger()];
    await open(used);
    await expect(open('1.2.made-up')).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
    await expect(open(used)).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
    now += 3001;
    await expect(open(late)).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
  });

  it('is not changed over a newer one', async () => {
    const opened = await client.views.open({ trigger_id: slack.createTrigger(), view });
    const update = client.views.update({ view_id: String(opened.view?.id), hash: 'old', view });
    await expect(update).rejects.toMatchObject({ data: { error: 'hash_conflict' } });
  });
});
