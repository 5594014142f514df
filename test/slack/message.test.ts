import type { Button } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sh } from '../../src/fix/shell.ts';
import type { Report, ReportBuild } from '../../src/model.ts';
import type { Block } from '../../src/slack/blocks.ts';
import { cleanText } from '../../src/slack/escape.ts';
import { LIMITS } from '../../src/slack/limits.ts';
import { renderMessage } from '../../src/slack/message.ts';
import { findWrongBlocks } from '../sandbox/slack/index.ts';
import { hostileReport, hostileText } from './hostile-report.ts';
import { getCodeBlocks, readBlocks } from './read-message.ts';
import { sampleBuild, sampleReport, sampleReports } from './reports.ts';

function read(
  report: Parameters<typeof renderMessage>[0],
  options?: Parameters<typeof renderMessage>[1],
): string {
  const { text, blocks, thread } = renderMessage(report, options);
  const posts = thread.map((post) => `--- thread: ${post.text}\n\n${readBlocks(post.blocks)}`);
  return `${[text, `--- blocks\n\n${readBlocks(blocks)}`, ...posts].join('\n\n')}\n`;
}

/** Every string of the blocks with the name of its field, and every list with its length. */
function walk(value: unknown, visit: (key: string, value: unknown) => void, key = ''): void {
  visit(key, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) walk(inner, visit, Array.isArray(value) ? key : name);
}

function expectWithinLimits(post: { text: string; blocks: Block[] }): void {
  expect(JSON.stringify({ text: post.text, blocks: post.blocks }).length).toBeLessThan(LIMITS.messageTotal);
  expect(post.blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage);
  expect(post.text.length).toBeLessThanOrEqual(LIMITS.messageText);
  expect(findWrongBlocks(post.blocks.map((block) => ({ ...block })))).toEqual([]);
  walk(post.blocks, (key, value) => {
    if (key === 'text' && typeof value === 'string') {
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(LIMITS.textObject);
      expect(cleanText(value)).toBe(value);
    }
    if (key === 'url') expect(value).toMatch(/^https?:\/\/\S{1,2900}$/);
    if (key === 'elements' && Array.isArray(value)) expect(value.length).toBeGreaterThan(0);
    // Literal text only, and no piece that Slack would make a mention of.
    if (key === 'type')
      expect(value).not.toMatch(/mrkdwn|markdown|user|usergroup|channel|broadcast|team|date/);
  });
}

function everywhere(text: string, build: ReportBuild, cause: string): Report {
  const step = {
    title: text,
    command: text.slice(0, 2999),
    verify: text.slice(0, 2999),
    patch: text.slice(0, 2999),
  };
  const url = `https://console.example/${'a'.repeat(400)}`;
  return sampleReport({
    build: { ...build, id: text, url, logUrl: `${url}/cloudwatch/` },
    cause,
    title: text,
    explanation: `${text} value value`,
    reason: text,
    facts: { value: 'value', text },
    evidence: Array.from({ length: 30 }, (_, i) => ({ line: 10 ** 9 + i, text })),
    checks: Array.from({ length: 9 }, () => ({ question: text, result: 'unknown', detail: text })),
    fix: Array.from({ length: 60 }, () => ({ ...step, changes: true })),
    alternatives: Array.from({ length: 30 }, () => ({
      cause: text,
      title: text,
      confidence: 'low',
      line: 1,
    })),
    notes: Array.from({ length: 30 }, () => text),
    retryable: true,
    retryReason: text,
    lastGreen: { id: text, number: 10 ** 9 },
    changes: Array.from({ length: 30 }, () => ({ what: text, before: text, after: text })),
  });
}

describe('renderMessage', () => {
  it.each(Object.entries(sampleReports))('reads well on a phone: %s', async (name, report) => {
    await expect(read(report)).toMatchFileSnapshot(`./__snapshots__/${name}.txt`);
  });

  it('says which failure of an incident it is', () => {
    const { text, blocks } = renderMessage(sampleReport(), {
      repeat: { count: 3, since: '2026-11-03T09:21:12.000Z' },
    });
    expect(text).toContain('main · webhook · 3rd failure in 42 min');
    expect(readBlocks(blocks)).toContain('3rd failure in 42 min');
  });

  it('puts the buttons that it is given at the end', () => {
    const button: Button = {
      type: 'button',
      action_id: 'retry',
      text: { type: 'plain_text', text: 'Retry build' },
    };
    const { blocks } = renderMessage(sampleReport(), { actions: [button] });
    expect(blocks.at(-1)).toEqual({ type: 'actions', elements: [button] });
  });

  it('refuses buttons that no message has room for', () => {
    const button: Button = {
      type: 'button',
      value: 'x'.repeat(1000),
      text: { type: 'plain_text', text: 'Retry' },
    };
    expect(() => renderMessage(sampleReport(), { actions: [button] })).toThrow(RangeError);
  });

  it('shows more of the log in the thread when it is given more', () => {
    const { thread } = renderMessage(sampleReport(), { excerpt: [{ number: 16, text: 'the line before' }] });
    expect(readBlocks(thread[0]?.blocks ?? [])).toContain('16  the line before');
  });

  it('links to web pages only', () => {
    const build = sampleBuild({ url: 'javascript:alert(1)', logUrl: 'file:///etc/passwd' });
    expect(JSON.stringify(renderMessage(sampleReport({ build })))).not.toMatch(/"url"/);
  });
});

describe('the fix', () => {
  it('sends the steps that do not fit to the thread, whole and in order', () => {
    const fix = [1, 2, 3, 4].map((n) => ({
      title: `Step ${n}`,
      command: `echo ${n}${'"'.repeat(1400)}`,
      changes: true,
    }));
    const { blocks, thread } = renderMessage(sampleReport({ fix }));
    const posted = [...getCodeBlocks(blocks), ...thread.flatMap((post) => getCodeBlocks(post.blocks))];
    expect(posted.filter((text) => text.startsWith('echo'))).toEqual(fix.map((step) => step.command));
    expect(readBlocks(blocks)).toContain('**Steps 2 to 4, in the thread: **Step 2');
    expect(thread.length).toBeGreaterThan(0);
  });

  it('offers the command line for a command that no block can hold', () => {
    const fix = [{ title: 'Long', command: `echo ${'a'.repeat(3000)}`, changes: true }];
    const report = sampleReport({ fix });
    expect(getCodeBlocks(renderMessage(report).blocks)).toContain(
      sh`npm run -s faultline -- diagnose ${sampleBuild().id}`,
    );
  });

  it('keeps a command character by character, backticks and markup too', () => {
    const command = "printf '%s\\n' '```' \"$(cat <<'E'\n<!channel> & *b* `c`\nE\n)\"";
    const { blocks } = renderMessage(sampleReport({ fix: [{ title: 'Print', command, changes: false }] }));
    expect(getCodeBlocks(blocks)).toContain(command);
  });
});

describe('whatever a report holds', () => {
  it.each(['"', '\\', '&', '`', '漢', '🧨', 'x', '. ', '"a"b'])(
    'stays within the limits when every value is a megabyte of %j',
    (filler) => {
      const text = filler.repeat(500_000);
      const long = sampleBuild({
        project: text,
        branch: text,
        initiator: text,
        pipeline: { name: text, stage: text },
      });
      for (const cause of ['unknown', 'ssm-access-denied']) {
        const message = renderMessage(everywhere(text, long, cause), {
          actions: [{ type: 'button', value: 'x'.repeat(880), text: { type: 'plain_text', text: 'Retry' } }],
          repeat: { count: 2, since: text },
        });
        for (const post of [message, ...message.thread]) expectWithinLimits(post);
      }
    },
  );

  it('stays within the limits of Slack and shows text literally', () => {
    fc.assert(
      fc.property(hostileReport, hostileText, (report, line) => {
        const message = renderMessage(report, {
          excerpt: [{ number: 1, text: line }],
          repeat: { count: 2, since: line },
        });
        for (const post of [message, ...message.thread]) expectWithinLimits(post);
        expect(message.text).not.toMatch(/[<>]/);
      }),
      { numRuns: 150 },
    );
  });

  it('never posts a part of a command', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const { blocks, thread } = renderMessage({ ...report, evidence: [] });
        const whole = new Set(
          report.fix
            .flatMap(({ command, patch, verify }) => [command, patch, verify])
            .map((text) => cleanText((text ?? '').replace(/\n+$/, '')) || ' '),
        );
        for (const text of [blocks, ...thread.map((post) => post.blocks)].flatMap(getCodeBlocks)) {
          expect(whole.has(text) || text.startsWith('npm run -s faultline -- diagnose ')).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
