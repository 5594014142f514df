import type { ChatPostMessageArguments } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSlackClient } from '../../src/slack/client.ts';
import { deliver } from '../../src/slack/deliver.ts';
import { renderMessage } from '../../src/slack/message.ts';
import { renderRecovery } from '../../src/slack/recovery.ts';
import { BOT_TOKEN, BUILDS, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';
import { sampleReport, sampleReports } from './reports.ts';

let slack: LocalSlack;
let client: ReturnType<typeof createSlackClient>;
const pauses: number[] = [];
const sleep = async (milliseconds: number) => pauses.push(milliseconds);
const message = renderMessage(sampleReport());
const longMessage = renderMessage(sampleReports.unknown);

beforeEach(async () => {
  slack = await startSlack();
  client = createSlackClient({ token: BOT_TOKEN, apiUrl: slack.apiUrl });
  pauses.length = 0;
});
afterEach(() => slack.stop());

const send = (given: { channel?: string; update?: string; threadTs?: string } = {}, sent = message) =>
  deliver(client, { channel: BUILDS, ...given }, sent, { sleep, patienceMilliseconds: 10_000 });

describe('deliver', () => {
  it.each(Object.entries(sampleReports))('is taken by Slack as it stands: %s', async (_name, report) => {
    const rendered = renderMessage(report);
    const delivered = await send({}, rendered);
    expect(delivered).toMatchObject({ channel: BUILDS, problems: [] });
    const [posted] = slack.messages(BUILDS);
    expect(posted?.text).toBe(rendered.text);
    expect(posted?.thread.map((reply) => reply.ts)).toEqual(delivered.thread);
    expect(posted?.thread).toHaveLength(rendered.thread.length);
  });

  it('answers below a message when it is told to', async () => {
    const { ts } = await send();
    await send({ threadTs: ts }, renderRecovery({ project: 'api', count: 2, since: '', until: '' }));
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(slack.messages(BUILDS)[0]?.thread[0]?.text).toContain('green again after 2 builds');
  });

  it('replaces a message and leaves its thread alone', async () => {
    const { ts } = await send({}, longMessage);
    const again = renderMessage(sampleReports.unknown, {
      repeat: { count: 2, since: '2026-11-03T10:00:00Z' },
    });
    const updated = await send({ update: ts }, again);
    expect(updated).toEqual({ channel: BUILDS, ts, thread: [], problems: [] });
    expect(slack.messages(BUILDS)[0]?.text).toContain('2nd failure');
    expect(slack.messages(BUILDS)[0]?.thread).toHaveLength(longMessage.thread.length);
  });
});

describe('when Slack wants a pause', () => {
  it('waits as long as Retry-After says and tries again', async () => {
    slack.faults.fail('chat.postMessage', 'ratelimited', { status: 429, retryAfter: 3, times: 2 });
    const { problems } = await send();
    expect(pauses).toEqual([3000, 3000]);
    expect(problems).toEqual([]);
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('gives up once waiting would take longer than it may, and says when to come back', async () => {
    slack.faults.fail('chat.postMessage', 'ratelimited', { status: 429, retryAfter: 60 });
    await expect(send()).rejects.toMatchObject({
      code: 'ratelimited',
      retryAfterSeconds: 60,
      isPassing: true,
    });
    expect(pauses).toEqual([]);
    expect(slack.messages(BUILDS)).toHaveLength(0);
  });
});

describe('when Slack refuses', () => {
  it.each([
    ['not_in_channel', /\/invite @Faultline/],
    ['channel_not_found', /id of a channel that exists/],
    ['is_archived', /SLACK_CHANNEL/],
    ['token_revoked', /new bot token/],
    ['something_new', /something_new\.$/],
  ])('says what Slack said and what would be right: %s', async (code, advice) => {
    slack.faults.fail('chat.postMessage', code);
    await expect(send()).rejects.toMatchObject({
      name: 'SlackDeliveryError',
      code,
      channel: BUILDS,
      isPassing: false,
      message: expect.stringMatching(advice),
    });
  });

  it('names the scope that is missing', async () => {
    const narrow = await startSlack({ scopes: [] });
    const scoped = createSlackClient({ token: BOT_TOKEN, apiUrl: narrow.apiUrl });
    await expect(deliver(scoped, { channel: BUILDS }, message)).rejects.toMatchObject({
      code: 'missing_scope',
    });
    await narrow.stop();
  });

  it('posts plain text once when the blocks are refused, and says so', async () => {
    slack.faults.fail('chat.postMessage', 'invalid_blocks');
    const { problems } = await send();
    expect(problems).toMatchObject([{ code: 'invalid_blocks' }]);
    expect(slack.messages(BUILDS)).toMatchObject([
      { text: expect.stringContaining('Shown as plain text'), blocks: [] },
    ]);
  });

  it('writes nothing to the console of what Slack refuses: the problems say it', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const text = { type: 'plain_text' as const, text: 'too long '.repeat(50) };
    const { problems } = await send({}, { ...message, blocks: [{ type: 'header', text }] });
    const said = [...error.mock.calls];
    error.mockRestore();
    expect(problems).toMatchObject([
      { code: 'invalid_blocks', message: expect.stringContaining('blocks/0') },
    ]);
    expect(said).toEqual([]);
  });

  it('throws when the plain text is refused as well', async () => {
    slack.faults.fail('chat.postMessage', 'invalid_blocks', { times: 2 });
    await expect(send()).rejects.toMatchObject({ code: 'invalid_blocks' });
  });

  it('keeps the message and tells of the thread when only the thread fails', async () => {
    const chat = {
      ...client.chat,
      postMessage: (post: ChatPostMessageArguments) => {
        if (post.thread_ts) slack.faults.fail('chat.postMessage', 'internal_error');
        return client.chat.postMessage(post);
      },
    };
    const delivered = await deliver(
      Object.assign(Object.create(client), { chat }),
      { channel: BUILDS },
      longMessage,
    );
    expect(delivered).toMatchObject({ thread: [], problems: [{ code: 'internal_error', isPassing: true }] });
    expect(slack.messages(BUILDS)).toMatchObject([{ ts: delivered.ts, thread: [] }]);
  });
});

describe('when Slack is away', () => {
  it.each([
    ['unavailable', 'http 503'],
    ['unreachable', 'unreachable'],
  ] as const)('%s: fails at once, as what may pass', async (outage, code) => {
    slack.faults.down(outage);
    await expect(send()).rejects.toMatchObject({ code, isPassing: true });
  });
});

describe('after an attempt that was cut off', () => {
  const since = () => new Date(Date.now() - 60_000);
  const deliverMarked = (sent = longMessage, more = {}) =>
    deliver(client, { channel: BUILDS, ...more }, sent, { sleep, mark: 'build 1', since: since() });
  const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage');

  it('finds the message that stands, brings it up to date and posts only what is missing below', async () => {
    slack.faults.fail('chat.postMessage', 'internal_error', { status: 500 });
    await expect(deliver(client, { channel: BUILDS }, longMessage, { mark: 'build 1' })).rejects.toThrow();
    const first = await deliverMarked({ ...longMessage, thread: [] });
    const again = await deliverMarked({ ...longMessage, text: `${longMessage.text} again` });
    expect(again.ts).toBe(first.ts);
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(slack.messages(BUILDS)[0]?.text).toContain('again');
    expect(slack.messages(BUILDS)[0]?.thread).toHaveLength(longMessage.thread.length);
    const before = posts().length;
    await deliverMarked();
    expect(posts()).toHaveLength(before);
  });

  it('takes no message of another mark, nor one that a person wrote', async () => {
    await deliver(client, { channel: BUILDS }, message, { mark: 'build 2' });
    slack.say('build 1');
    await deliverMarked(message);
    expect(slack.messages(BUILDS)).toHaveLength(3);
  });

  it('finds a line in a thread', async () => {
    const { ts } = await send();
    const line = renderRecovery({ project: 'api', count: 2, since: '', until: '' });
    await deliverMarked(line, { threadTs: ts });
    await deliverMarked(line, { threadTs: ts });
    expect(slack.messages(BUILDS)[0]?.thread).toHaveLength(1);
  });

  it('posts where it may not look, and says so', async () => {
    slack.faults.fail('conversations.history', 'missing_scope');
    const { problems } = await deliverMarked(message);
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(problems[0]?.message).toContain('missing_scope');
  });

  it('does not post while Slack is too busy to be asked', async () => {
    slack.faults.fail('conversations.history', 'ratelimited', { status: 429, retryAfter: 30 });
    await expect(deliverMarked(message)).rejects.toThrow('ratelimited');
    expect(posts()).toEqual([]);
  });
});
