import { describe, expect, it } from 'vitest';
import { renderDigestMessage } from '../../src/digest/message.ts';
import { LIMITS } from '../../src/slack/limits.ts';
import { findWrongBlocks, type JsonObject } from '../sandbox/slack/index.ts';
import { readBlocks } from '../slack/read-message.ts';
import { digestOf, failureAt, incidentAt, list } from './digests.ts';
import { makeHostileDigest } from './hostile-digest.ts';

const check = (blocks: unknown) => findWrongBlocks(blocks as JsonObject[]);

describe('the message of a digest', () => {
  it('says how much failed, what it cost, what broke most and where, with a chart', async () => {
    const failures = list([
      failureAt(1, { computeType: 'BUILD_GENERAL1_SMALL' }),
      failureAt(30, { computeType: 'BUILD_GENERAL1_SMALL' }),
    ]);
    const digest = await digestOf({
      failures,
      incidents: list([incidentAt(40)]),
      greens: Promise.resolve(new Map([['api', 6]])),
    });
    const { text, blocks } = renderDigestMessage(digest, 'own');
    expect(check(blocks)).toEqual([]);
    expect(readBlocks(blocks)).toMatchInlineSnapshot(`
      "# Builds from Mon 16 Nov to Mon 23 Nov

      **2 builds failed in 1 project: 25 % of all builds.**
      Once green again, after 2 h (api, 2 builds).
      Failed builds took 20 min, about $0.10.

      [chart: Failed builds by day]

      **What broke most**
      - **An npm command failed**
        2 builds in api.
        Turned green by a commit once (last bbbbbbb in api #3).

      **Where**
      - **api**
        2 of 8 builds failed (25 %).
        Most: An npm command failed.

      (Mon 16 Nov 08:00 to Mon 23 Nov 08:00, Europe/Berlin. ▲▼ against the week before. An estimate: the minutes of failed builds, each rounded up, at the public on-demand prices of us-east-1.)"
    `);
    expect(text).toMatch(/^Builds from Mon 16 Nov .* 2 builds failed in 1 project/);
  });

  it('of a week without failures is short and has no chart', async () => {
    const { blocks, thread } = renderDigestMessage(await digestOf(), 'own');
    expect(readBlocks(blocks)).toContain('**No build failed.**');
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'context']);
    expect(thread).toEqual([]);
  });

  it('has a picture in the place of the chart, with its numbers in words', async () => {
    const { blocks } = renderDigestMessage(await digestOf({ failures: list([failureAt(1)]) }), {
      file: 'F0PICTURE',
    });
    expect(blocks).toContainEqual(
      expect.objectContaining({
        type: 'image',
        slack_file: { id: 'F0PICTURE' },
        alt_text: expect.stringContaining('Mon 16 Nov: 1 (this week)'),
      }),
    );
  });

  it.each(['own', 'none', { file: 'F0PICTURE' }] as const)(
    'stays within the limits of Slack whatever the history holds: %j',
    async (form) => {
      const digest = await makeHostileDigest();
      const { text, blocks, thread } = renderDigestMessage(digest, form);
      for (const message of [{ text, blocks }, ...thread]) {
        expect(check(message.blocks)).toEqual([]);
        expect(JSON.stringify(message).length).toBeLessThanOrEqual(LIMITS.messageTotal);
        expect(message.text).not.toMatch(/<[!@#]|<https/);
      }
      expect(thread).toHaveLength(2);
    },
  );

  it('has text of others in literal blocks only, and links of the web only', async () => {
    const { blocks, thread } = renderDigestMessage(await makeHostileDigest(100), 'own');
    const json = JSON.stringify([blocks, thread.map((each) => each.blocks)]);
    expect(json).not.toContain('"mrkdwn"');
    expect(json).not.toContain('"url":"javascript');
  });
});
