import { LogLevel, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILDS, createClient, type LocalSlack, startSlack } from './index.ts';

let slack: LocalSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await startSlack();
  client = createClient(slack);
});
afterEach(() => slack.stop());

const post = (more: object = {}) =>
  client.chat.postMessage({ channel: BUILDS, text: 'Build failed', ...more });

describe('who the app is', () => {
  it('is told by auth.test', async () => {
    expect(await client.auth.test()).toMatchObject({
      team_id: 'T0FAULTLINE',
      user_id: 'U0FAULTLINE',
      bot_id: 'B0FAULTLINE',
    });
  });

  it.each([
    ['without a token', undefined, 'not_authed'],
    ['with the token of another app', 'xoxb-other', 'invalid_auth'],
  ])('is refused %s', async (_title, token, error) => {
    const stranger = new WebClient(token, { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR });
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { ok: false, error } });
  });

  it('is refused a method that its scopes do not cover', async () => {
    const narrow = await startSlack({ scopes: ['chat:write'] });
    const scoped = createClient(narrow);
    await expect(scoped.users.list({})).rejects.toMatchObject({ data: { error: 'missing_scope' } });
    await narrow.stop();
  });

  it('learns that a method does not exist', async () => {
    await expect(client.apiCall('chat.shout')).rejects.toMatchObject({ data: { error: 'unknown_method' } });
  });
});

describe('a message', () => {
  it('is posted with blocks, attachments, metadata and unfurl flags', async () => {
    const blocks = [{ type: 'divider' as const, block_id: 'line' }];
    const attachments = [{ color: '#d33', blocks: [{ type: 'divider' as const }] }];
    const metadata = { event_type: 'build_diagnosed', event_payload: { project: 'api' } };
    const posted = await post({ blocks, attachments, metadata, unfurl_links: false });
    expect(slack.messages('builds')).toMatchObject([
      {
        ts: posted.ts,
        text: 'Build failed',
        blocks,
        attachments: [{ color: '#d33' }],
        metadata,
        unfurlLinks: false,
      },
    ]);
    expect(posted.message).toMatchObject({ bot_id: 'B0FAULTLINE', text: 'Build failed' });
  });

  it('has a timestamp of its own, later than the one before', async () => {
    const [first, second] = [await post(), await post()];
    expect(first.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(Number(second.ts)).toBeGreaterThan(Number(first.ts));
  });

  it('goes under the first message when it answers a reply', async () => {
    const parent = await post();
    const reply = await post({ text: 'Again', thread_ts: parent.ts });
    await post({ text: 'And again', thread_ts: reply.ts });
    expect(slack.messages()[0]?.thread.map(({ text }) => text)).toEqual(['Again', 'And again']);
    const replies = await client.conversations.replies({ channel: BUILDS, ts: String(parent.ts) });
    expect(replies.messages).toMatchObject([{ reply_count: 2 }, { text: 'Again' }, { text: 'And again' }]);
    expect((await client.conversations.history({ channel: BUILDS })).messages).toHaveLength(1);
  });

  it('is changed: a text alone takes the blocks away, and what it said before is kept', async () => {
    const { ts } = await post({ blocks: [{ type: 'divider' }] });
    await client.chat.update({ channel: BUILDS, ts: String(ts), text: 'Green again' });
    expect(slack.messages()).toMatchObject([
      { text: 'Green again', blocks: [], edits: [{ text: 'Build failed' }] },
    ]);
  });

  it('is deleted, linked to and reacted to', async () => {
    const ts = String((await post()).ts);
    await client.reactions.add({ channel: BUILDS, timestamp: ts, name: 'eyes' });
    expect(slack.messages()[0]?.reactions).toEqual([{ name: 'eyes', users: ['U0FAULTLINE'] }]);
    const { permalink } = await client.chat.getPermalink({ channel: BUILDS, message_ts: ts });
    expect(permalink).toBe(`https://faultline.slack.com/archives/C0BUILDS/p${ts.replace('.', '')}`);
    await client.chat.delete({ channel: BUILDS, ts });
    expect(slack.messages()).toEqual([]);
  });

  it('is shown to one person only when it is ephemeral', async () => {
    await client.chat.postEphemeral({ channel: BUILDS, user: 'U0ALICE', text: 'Only you' });
    expect(slack.messages()).toMatchObject([{ ephemeralFor: 'U0ALICE' }]);
    expect((await client.conversations.history({ channel: BUILDS })).messages).toEqual([]);
  });

  it.each([
    ['an unknown channel', { channel: 'C0NOWHERE' }, 'channel_not_found'],
    ['a channel that the app is not in', { channel: 'C0LOBBY' }, 'not_in_channel'],
    ['a private channel that the app is not in', { channel: 'G0SECRET' }, 'channel_not_found'],
    ['an archived channel', { channel: 'C0OLD' }, 'is_archived'],
    ['a thread that is gone', { thread_ts: '1700000000.000001' }, 'thread_not_found'],
    ['nothing to say', { text: '' }, 'no_text'],
    ['metadata without a payload', { metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
    ['blocks that are no list', { blocks: '{' }, 'invalid_blocks_format'],
  ])('is refused for %s', async (_title, more, error) => {
    slack.addChannel({ id: 'C0LOBBY', name: 'lobby', isMember: false });
    slack.addChannel({ id: 'G0SECRET', name: 'secret', isMember: false, isPrivate: true });
    slack.addChannel({ id: 'C0OLD', name: 'old', isArchived: true });
    await expect(post(more)).rejects.toMatchObject({ data: { ok: false, error } });
    expect(slack.messages()).toEqual([]);
  });

  it('cannot be changed when it is gone, or when someone else wrote it', async () => {
    const said = slack.say('Who broke main?');
    const update = (ts: string) => client.chat.update({ channel: BUILDS, ts, text: 'I did' });
    await expect(update('1700000000.000001')).rejects.toMatchObject({ data: { error: 'message_not_found' } });
    await expect(update(said.ts)).rejects.toMatchObject({ data: { error: 'cant_update_message' } });
  });

  it('may go to a channel by its name, or to a person', async () => {
    await post({ channel: '#builds' });
    await post({ channel: 'U0ALICE', text: 'Hello' });
    expect(slack.messages().map(({ channel }) => channel)).toEqual([BUILDS, 'D0ALICE']);
  });
});

describe('channels and people', () => {
  it('are listed and looked up', async () => {
    slack.addChannel({ id: 'C0LOBBY', name: 'lobby', isMember: false });
    const { channels } = await client.conversations.list({ limit: 2 });
    expect(channels?.map(({ name, is_member }) => [name, is_member])).toEqual([
      ['builds', true],
      ['general', true],
    ]);
    await client.conversations.join({ channel: 'C0LOBBY' });
    expect((await client.conversations.info({ channel: 'C0LOBBY' })).channel?.is_member).toBe(true);
    expect((await client.users.info({ user: 'U0ALICE' })).user?.real_name).toBe('Alice Archer');
    expect((await client.conversations.open({ users: 'U0ALICE' })).channel?.id).toBe('D0ALICE');
  });

  it('are paged with a cursor', async () => {
    const first = await client.conversations.list({ limit: 1 });
    const cursor = String(first.response_metadata?.next_cursor);
    const second = await client.conversations.list({ limit: 1, cursor });
    expect([first, second].map(({ channels }) => channels?.[0]?.name)).toEqual(['builds', 'general']);
    expect(second.response_metadata?.next_cursor).toBe('');
  });
});

describe('a file', () => {
  it('is uploaded in three steps and shared in the channel', async () => {
    await client.filesUploadV2({
      channel_id: BUILDS,
      initial_comment: 'The whole log',
      filename: 'build.log',
      content: 'npm ERR! missing script: build',
    });
    expect(slack.files).toMatchObject([{ name: 'build.log', channels: [BUILDS], isComplete: true }]);
    expect(slack.files[0]?.content.toString()).toBe('npm ERR! missing script: build');
    expect(slack.messages()).toMatchObject([{ text: 'The whole log', files: [slack.files[0]?.id] }]);
  });
});

describe('what was asked', () => {
  it('is kept without the token, refused calls with their error', async () => {
    await post({ channel: 'C0NOWHERE' }).catch(() => undefined);
    await client.auth.test();
    expect(slack.calls).toMatchObject([
      { method: 'chat.postMessage', args: { channel: 'C0NOWHERE' }, error: 'channel_not_found' },
      { method: 'auth.test', args: {} },
    ]);
    expect(JSON.stringify(slack.calls)).not.toContain('xoxb');
  });

  it('may come as JSON with a bearer token', async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-local', 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: BUILDS, text: 'From curl', blocks: [{ type: 'divider' }] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: BUILDS });
  });

  it('is told to those who listen', async () => {
    let changes = 0;
    const stop = slack.onChange(() => {
      changes += 1;
    });
    await post();
    stop();
    await post();
    expect(changes).toBe(1);
  });
});
