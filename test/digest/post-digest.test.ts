import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Digest } from '../../src/digest/digest.ts';
import { postDigest } from '../../src/digest/post-digest.ts';
import { startTable } from '../history/start-table.ts';
import { BUILDS, createClient, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';
import { digestOf, failureAt, list, MONDAY } from './digests.ts';

let table: Awaited<ReturnType<typeof startTable>>;
let slack: LocalSlack;
let digest: Digest;

beforeAll(async () => {
  [table, slack] = await Promise.all([startTable(), startSlack()]);
  const unknown = { cause: 'unknown', fingerprint: 'u1', line: 'segfault in libfoo' };
  digest = await digestOf({ failures: list([failureAt(1), failureAt(30, unknown)]) });
});
afterAll(() => Promise.all([table.stop(), slack.stop()]));

let weeks = 0;
let week: string;
beforeEach(() => {
  slack.clear();
  week = `2026-W${++weeks}`;
});

function post({ channel = BUILDS, at = MONDAY, read = async () => digest } = {}) {
  return postDigest({ channel, week }, read, { table, slack: createClient(slack), now: () => at });
}

const later = new Date(MONDAY.getTime() + 10 * 60_000);
const getTypes = () => slack.messages(BUILDS)[0]?.blocks.map(({ type }) => type);

describe('the digest of a week', () => {
  it("is posted with Slack's own chart and the rest in its thread", async () => {
    expect(await post()).toMatchObject({ kind: 'posted', failures: 2, problems: [] });
    expect(getTypes()).toContain('data_visualization');
    expect(slack.messages(BUILDS)[0]?.thread.map(({ text }) => text)).toEqual([
      expect.stringContaining('Without a known cause: 1 kind'),
    ]);
    expect(slack.files).toEqual([]);
  });

  it('has a picture, in the thread and in the message, where Slack does not take its chart', async () => {
    slack.faults.fail('chat.postMessage', 'invalid_blocks');
    expect(await post()).toMatchObject({ problems: [expect.stringContaining('invalid_blocks')] });
    const [message] = slack.messages(BUILDS);
    expect(getTypes()).toContain('image');
    expect(slack.files).toMatchObject([{ isComplete: true, channels: [BUILDS] }]);
    expect(slack.files[0]?.content.subarray(1, 4).toString()).toBe('PNG');
    expect(message?.thread[0]?.files).toEqual([slack.files[0]?.id]);
    expect(message?.blocks).toContainEqual(
      expect.objectContaining({ slack_file: { id: slack.files[0]?.id } }),
    );
  });

  it.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
    'stands without a picture where %s fails',
    async (method) => {
      slack.faults.fail('chat.postMessage', 'invalid_blocks');
      slack.faults.fail(method, 'missing_scope');
      expect(await post()).toMatchObject({
        kind: 'posted',
        problems: [/invalid_blocks/, /missing_scope/].map((words) => expect.stringMatching(words)),
      });
      expect(getTypes()).toEqual(['header', 'rich_text', 'rich_text', 'rich_text', 'context']);
      expect(slack.messages(BUILDS)[0]?.thread).toHaveLength(1);
    },
  );

  it('is not posted again, and not even read', async () => {
    await post();
    const read = vi.fn(async () => digest);
    expect(await post({ at: later, read })).toEqual({ kind: 'repeat' });
    expect(read).not.toHaveBeenCalled();
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('is posted once although many ask for it at once', async () => {
    const posts = await Promise.allSettled(Array.from({ length: 5 }, () => post()));
    expect(posts.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(slack.messages(BUILDS)).toHaveLength(1);
  });

  it('is posted in each channel', async () => {
    await post();
    expect(await post({ channel: 'C0GENERAL' })).toMatchObject({ kind: 'posted', channel: 'C0GENERAL' });
  });

  it('is tried again at once where Slack did not take it', async () => {
    slack.faults.down();
    await expect(post()).rejects.toThrow(/Slack did not take the message/);
    slack.faults.up();
    expect(await post()).toMatchObject({ kind: 'posted' });
  });

  it('is tried again where the history could not be read', async () => {
    const read = () => Promise.reject(new Error('throttled'));
    await expect(post({ read })).rejects.toThrow('throttled');
    expect(slack.messages(BUILDS)).toEqual([]);
    expect(await post()).toMatchObject({ kind: 'posted' });
  });

  it('is finished by the retry, without a second message, where its thread broke off', async () => {
    slack.faults.fail('chat.postMessage', 'invalid_blocks');
    const fail = async () => {
      // The message stands; the second call, for the thread, is refused.
      slack.faults.fail('chat.update', 'fatal_error');
      return digest;
    };
    await expect(post({ read: fail })).rejects.toThrow(/fatal_error/);
    expect(await post()).toMatchObject({ kind: 'posted' });
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(getTypes()).toContain('image');
    expect(slack.messages(BUILDS)[0]?.thread.filter(({ files }) => files.length === 0)).toHaveLength(1);
  });

  it('is held while another worker is at it, and taken over once that one must have crashed', async () => {
    const crash = post({ read: () => new Promise(() => undefined) });
    await expect(post()).rejects.toThrow(/Another worker writes the digest/);
    expect(await post({ at: later })).toMatchObject({ kind: 'posted' });
    expect(crash).toBeInstanceOf(Promise);
  });
});
