import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model.ts';
import { renderMessage } from '../../src/slack/message.ts';
import { renderReport } from '../../src/terminal/render-report.ts';
import { readBlocks } from './read-message.ts';
import { sampleReport } from './reports.ts';

const image = {
  what: 'image version',
  before: 'aws/codebuild/standard:6.0',
  after: 'aws/codebuild/standard:7.0',
};
const role = { what: 'role', before: 'build', after: 'other' };
const lastGreen = { id: 'payments-api:1', number: 213 };

function read(changes: Change[], cause = 'ssm-access-denied') {
  const { blocks, thread } = renderMessage(sampleReport({ cause, changes, lastGreen }));
  return { message: readBlocks(blocks), thread: thread.map((post) => readBlocks(post.blocks)).join('\n') };
}

describe('what changed since the last green build', () => {
  it('stands in the message when it is one thing only', () => {
    const { message, thread } = read([image]);
    expect(message).toContain(
      'Changed since the last green build #213: image version: aws/codebuild/standard:6.0 → aws/codebuild/standard:7.0',
    );
    expect(thread).not.toContain('Changed since');
  });

  it('stands in the thread when it is more and the cause is known', () => {
    const { message, thread } = read([image, role]);
    expect(message).not.toContain('Changed since');
    expect(thread).toContain('• role: build → other');
  });

  it('stands in the message, however much it is, when the cause is unknown', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ ...role, what: `variable V${i}` }));
    const { message, thread } = read(many, 'unknown');
    expect(message).toContain('variable V3: build → other and 5 more');
    expect(thread).toContain('variable V8');
  });

  it('is said of an unknown cause when it is nothing', () => {
    expect(read([], 'unknown').message).toContain('Nothing that CodeBuild knows of changed since');
    expect(read([]).message).not.toContain('Nothing that CodeBuild');
  });

  it('is listed in a terminal', () => {
    const text = renderReport('x', sampleReport({ changes: [role], lastGreen }), false);
    expect(text).toContain('Changed since the last green build #213\nrole: build → other\n');
  });
});

it('says why running it again can help', () => {
  const retryReason = 'An error of the server (5xx) mostly passes within minutes.';
  const { blocks } = renderMessage(sampleReport({ retryable: true, retryReason }));
  expect(readBlocks(blocks)).toContain(`running it again can help by itself: ${retryReason}`);
});
