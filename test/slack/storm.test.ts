import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { renderAnswerButtons, renderButtons } from '../../src/slack/buttons.ts';
import { renderHome } from '../../src/slack/home.ts';
import { LIMITS } from '../../src/slack/limits.ts';
import { renderMessage } from '../../src/slack/message.ts';
import { renderSignatureModal } from '../../src/slack/signature-modal.ts';
import { renderWrongModal } from '../../src/slack/wrong-modal.ts';
import { failureOf } from '../history/failures.ts';
import { findWrongBlocks, findWrongView } from '../sandbox/slack/index.ts';
import { readBlocks } from './read-message.ts';
import { sampleBuild, sampleReport } from './reports.ts';

const UUID = '3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e';

function listOf(count: number, name = 'project') {
  return Array.from({ length: count }, (_, i) => ({
    project: `${name}-${i}`,
    number: i,
    count: 1 + (i % 2),
    isGreen: false,
  }));
}

describe('the message of a storm', () => {
  it('says how many, in what time, why, and who', () => {
    const { text, blocks } = renderMessage(sampleReport(), {
      storm: { projects: listOf(3), milliseconds: 120_000 },
    });
    expect(text).toContain('3 projects failed alike within 2 min');
    expect(readBlocks(blocks)).toContain('• project-1 #1 · 2nd failure');
  });

  it('says what is different in each, and whose commands it gives', () => {
    const project = (name: string) => ({
      project: name,
      number: 3,
      count: 1,
      isGreen: false,
      fingerprint: name,
      facts: {
        action: 'ssm:GetParameters',
        resource: `arn:aws:ssm:eu-west-1:111122223333:parameter/${name}/key`,
        principal: `arn:aws:sts::111122223333:assumed-role/${name}-role/AWSCodeBuild-1`,
      },
    });
    const projects = ['payments-api', 'web'].map(project);
    const text = readBlocks(renderMessage(sampleReport(), { storm: { projects, milliseconds: 1 } }).blocks);
    expect(text).toContain('• payments-api #3 · payments-api-role · /payments-api/key');
    expect(text).toContain('• web #3 · web-role · /web/key');
    expect(text).toContain(
      'The commands below are those of payments-api. Each project has its own: `/diagnose web`',
    );
    expect(text).not.toContain('· ssm:GetParameters');
  });

  it.each(['"', '漢', 'x'])('stays within the limits when every name is long, of %j', (filler) => {
    const text = filler.repeat(100_000);
    const report = sampleReport({
      title: text,
      explanation: text,
      reason: text,
      notes: [text],
      evidence: Array.from({ length: 30 }, () => ({ line: 10 ** 9, text })),
      fix: Array.from({ length: 9 }, () => ({ title: text, command: text.slice(0, 2999), changes: true })),
    });
    const projects = listOf(1000, text.slice(0, 255)).map((each, i) => ({
      ...each,
      fingerprint: `${i}`,
      facts: { role: `${i}${text}` },
    }));
    const storm = { projects, milliseconds: 1 };
    const message = renderMessage(report, { storm, ...renderButtons(report, { mayRetry: true }) });
    expect(JSON.stringify({ text: message.text, blocks: message.blocks }).length).toBeLessThan(
      LIMITS.messageTotal,
    );
    expect(findWrongBlocks(message.blocks.map((block) => ({ ...block })))).toEqual([]);
  });
});

describe('the buttons', () => {
  const buttonsOf = (project: string, given = {}) => {
    const report = sampleReport({ build: sampleBuild({ project, id: `${project}:${UUID}` }), ...given });
    const { actions, actionsId } = renderButtons(report, { mayRetry: true });
    return { names: actions.map(({ action_id }) => action_id), actions, actionsId };
  };

  it('are all there', () => {
    expect(buttonsOf('api').names).toEqual(['retry', 'right', 'wrong', 'more', 'other']);
  });

  it('keep the menu where the name leaves little room, and are none where it leaves none', () => {
    expect(buttonsOf('a'.repeat(200)).names.at(-1)).toBe('other');
    expect(buttonsOf('a'.repeat(255)).names).toEqual([]);
  });

  it('ask before a build runs again', () => {
    expect(buttonsOf('api').actions[0]).toMatchObject({ confirm: { confirm: { text: 'Retry' } } });
  });

  it('offer nothing to judge of what nobody understood, or of a log without a build', () => {
    expect(buttonsOf('api', { cause: 'unknown' }).names).not.toContain('right');
    expect(renderButtons(sampleReport({ build: null }), { mayRetry: true }).actions).toEqual([]);
    expect(renderAnswerButtons(sampleReport({ build: null })).actions).toEqual([]);
  });
});

describe('the views', () => {
  const long = failureOf(1, {
    project: 'a'.repeat(255),
    title: '漢'.repeat(500),
    line: '('.repeat(300),
    lines: Array(5).fill('x'.repeat(300)),
  });
  const failure = { ...long, delivery: 'delivered' as const };

  it('are ones that Slack takes, with the whole catalogue', () => {
    const views = [renderWrongModal(failure, signatures), renderSignatureModal(failure)];
    for (const view of views) expect(findWrongView({ ...view })).toEqual([]);
    expect(JSON.stringify(views[0]).length).toBeLessThan(100_000);
  });

  it('are so on the home tab with a thousand red projects', () => {
    const incident = {
      ...long,
      openedBy: 'b',
      since: long.endedAt,
      last: { build: 'b', endedAt: long.endedAt },
      builds: [],
      count: 2,
    };
    const red = Array.from({ length: 1000 }, (_, i) => ({
      incident: { ...incident, project: `${i}` },
      mute: { by: 'U1' },
    }));
    const view = renderHome(red, new Date());
    expect(findWrongView({ ...view })).toEqual([]);
    expect(JSON.stringify(view)).toContain('1000 projects are red');
    expect(JSON.stringify(renderHome([], new Date()))).toContain('Every build is green');
  });
});
