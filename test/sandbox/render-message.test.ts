import { describe, expect, it } from 'vitest';
import { code, context, emoji, paragraph, plain, preformatted, richText } from '../../src/slack/blocks.ts';
import { renderMessageText } from './render-message.ts';
import type { JsonObject, LocalMessage } from './slack/index.ts';

function message(blocks: unknown[], more: Partial<LocalMessage> = {}): LocalMessage {
  const said = { channel: 'C0BUILDS', ts: '1.000000', user: 'U0FAULTLINE', text: 'In plain words' };
  const nothing = { attachments: [], edits: [], reactions: [], files: [], thread: [] };
  return { ...said, ...nothing, blocks: blocks as JsonObject[], ...more };
}

const FAILED = message([
  richText(
    paragraph(emoji('red_circle'), plain(' api failed: '), code('s3:GetObject')),
    preformatted('aws iam put-role-policy \\\n  --role-name api'),
  ),
  context('High confidence'),
]);

describe('a message in a terminal', () => {
  it('reads from top to bottom, its commands at the start of the line', () => {
    expect(renderMessageText(FAILED, false)).toBe(
      '🔴 api failed: s3:GetObject\n\naws iam put-role-policy \\\n  --role-name api\n\nHigh confidence',
    );
  });

  it('has colours where the terminal has', () => {
    expect(renderMessageText(FAILED, true)).toContain('\u001b[36ms3:GetObject\u001b[39m');
  });

  it('lets nothing of a log reach the terminal but text', () => {
    const hostile = message([richText(paragraph(plain('a\u001b[2Jb\rc\u009b1md\u0007')))]);
    expect(renderMessageText(hostile, false)).toBe('abcd');
  });

  it('shows the thread below, and the plain words of a message without blocks', () => {
    const told = { ...FAILED, thread: [message([])] };
    expect(renderMessageText(told, false)).toMatch(/High confidence\n\n── in the thread\nIn plain words$/);
  });
});
