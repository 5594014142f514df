import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { listAnswers } from '../../src/history/answers.ts';
import { openTable } from '../../src/history/table.ts';
import { readSignatures } from '../../src/own-signatures/read-signatures.ts';
import { signBlockAction, signEvent, TEAM } from '../sandbox/slack/index.ts';
import {
  aws,
  choose,
  fail,
  fillIn,
  getPublic,
  getWhispers,
  press,
  read,
  send,
  slack,
  useHandlers,
} from './slack-fixture.ts';

useHandlers({ SLACK_TEAM_ID: TEAM.id, FAULTLINE_RETRY: 'on', FAULTLINE_RETRY_USERS: 'U0ALICE' });

async function getAnswers() {
  const table = openTable(new DynamoDBClient(aws.client), 'faultline');
  const period = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
  const all = [];
  for await (const answer of listAnswers(table, period)) all.push(answer);
  return all;
}

const restarts = () => aws.calls.filter(({ operation }) => operation === 'RetryBuild');

describe('right and wrong', () => {
  it('are recorded with who said so', async () => {
    const { record } = await fail('requirements-not-found');
    await press('right');
    expect(await getAnswers()).toContainEqual(
      expect.objectContaining({ buildId: record.id, isRight: true, by: 'U0ALICE' }),
    );
    expect(read(getWhispers())).toContain('Recorded as right');
  });

  it('asks for the true cause, and records it', async () => {
    const { record } = await fail('requirements-not-found');
    await press('wrong');
    await fillIn({ cause: { selected_option: { value: 'disk-full' } } });
    expect(await getAnswers()).toContainEqual(
      expect.objectContaining({ buildId: record.id, isRight: false, trueCause: 'disk-full' }),
    );
  });

  it('takes words for a cause that is not listed', async () => {
    const { record } = await fail('requirements-not-found');
    await press('wrong');
    await fillIn({ cause: { selected_option: { value: 'other' } }, note: { value: 'The mirror was down' } });
    expect(await getAnswers()).toContainEqual(
      expect.objectContaining({ buildId: record.id, trueCause: 'The mirror was down' }),
    );
  });

  it('takes no cause that is in no catalogue', async () => {
    await fail('requirements-not-found');
    await press('wrong');
    expect(await fillIn({ cause: { selected_option: { value: 'made-up' } } })).toMatchObject({
      response_action: 'errors',
    });
  });

  it('is not recorded of a build that the history does not know', async () => {
    await fail('requirements-not-found');
    const before = (await getAnswers()).length;
    await press('right', { blockId: 'api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e' });
    expect((await getAnswers()).length).toBe(before);
    expect(read(getWhispers())).toContain('does not remember this build');
  });

  it('offers to say the cause of a failure that nobody understood', async () => {
    await fail('unknown-failure');
    expect(read(getPublic())).toContain('I know the cause');
    expect(read(getPublic())).not.toContain('"Right"');
  });
});

describe('Retry build', () => {
  it('asks before, and starts the build once for many presses', async () => {
    await fail('requirements-not-found');
    expect(read(getPublic())).toContain('"confirm"');
    const before = restarts().length;
    await Promise.all([press('retry'), press('retry'), press('retry')]);
    expect(restarts().length - before).toBe(1);
    expect(read(getPublic())).toContain('<@U0ALICE> restarted the build');
    expect(read(getWhispers())).toContain('Somebody has restarted this build already');
  });

  it('is for the people allowed to', async () => {
    await fail('requirements-not-found');
    const before = restarts().length;
    await press('retry', { user: 'U0MALLORY' });
    expect(restarts().length).toBe(before);
    expect(read(getWhispers())).toContain('not among those');
  });

  it('can be pressed again when AWS refused', async () => {
    await fail('requirements-not-found');
    aws.faults.fail('codebuild', { code: 'AccessDeniedException' });
    await press('retry');
    expect(read(getWhispers())).toContain('AWS did not restart it');
    aws.faults.clear();
    await press('retry');
    expect(read(getPublic())).toContain('restarted the build');
  });
});

describe('Mute', () => {
  const at = (project: string, number: number) => ({
    project,
    number,
    startedAt: new Date(Date.now() + number * 60_000),
    keep: true,
  });

  it.each(['mute-hour', 'mute-day'])('keeps a project out of the channel: %s', async (value) => {
    const project = value;
    await aws.emit(aws.load('requirements-not-found', at(project, 1)));
    await choose(value);
    expect(read(getWhispers())).toMatch(/is muted until \d{4}-/);
    slack.clear();
    await aws.emit(aws.load('docker-daemon-unavailable', at(project, 2)));
    expect(getPublic()).toEqual([]);
  });

  it('ends with the first green build where it was meant to', async () => {
    const project = 'muted-until-green';
    await aws.emit(aws.load('requirements-not-found', at(project, 1)));
    await choose('mute-green');
    slack.clear();
    await aws.emit(aws.load('docker-daemon-unavailable', at(project, 2)));
    expect(getPublic()).toEqual([]);
    await aws.emit(aws.load('succeeded-build', at(project, 3)));
    slack.clear();
    await aws.emit(aws.load('docker-daemon-unavailable', at(project, 4)));
    expect(getPublic()).toHaveLength(1);
  });
});

describe('Unmute', () => {
  it('lets a project be heard again', async () => {
    const project = 'unmuted';
    await fail('requirements-not-found', project);
    await choose('mute-green');
    slack.clear();
    const unmute = { actionId: 'unmute', value: project, blockId: 'b' };
    await send(signBlockAction({ ...unmute, channel: 'D0ALICE' }));
    const home = JSON.stringify(slack.views.find(({ kind }) => kind === 'home')?.view);
    expect(home).toContain('unmuted #');
    await fail('docker-daemon-unavailable', project);
    expect(getPublic()).toHaveLength(1);
  });
});

describe('Make a signature', () => {
  it('drafts one from the decisive line, tries it on this log and shows the entry', async () => {
    await fail('unknown-failure');
    await choose('signature');
    const opened = slack.views.at(-1)?.view;
    const match = JSON.stringify(opened?.blocks);
    expect(match).toContain('initial_value');
    const pattern = getInitial('match');
    const answer = await fillIn(draft(pattern));
    expect(answer).toMatchObject({ response_action: 'update' });
    const shown = JSON.stringify(slack.views.at(-1)?.view).replaceAll('\\n', '\n');
    expect(shown).toMatch(/The pattern finds \d+ line/);
    expect(shown).toContain('- id: license-server-down');
    expect(readSignatures(getEntry(), { signatures })).toMatchObject({
      kind: 'good',
      own: [{ id: 'license-server-down' }],
    });
  });

  it.each([
    ['a pattern that is none', { match: { value: '(' } }, 'match'],
    ['a pattern that does not find the line', { match: { value: 'something else' } }, 'match'],
    ['a pattern that finds every line', { match: { value: '.*' } }, 'match'],
    ['an id that is taken', { id: { value: 'disk-full' } }, 'id'],
    ['an id that is none', { id: { value: 'Disk Full' } }, 'id'],
    ['a fact that no pattern captures', { explanation: { value: 'On {host}.' } }, 'explanation'],
    ['a fact in quotes', { fix: { value: 'ping "{host}"' } }, 'fix'],
  ])('says what is wrong: %s', async (_title, change, field) => {
    await fail('unknown-failure');
    await choose('signature');
    const answer = await fillIn({ ...draft(getInitial('match')), ...change });
    expect(answer).toMatchObject({ response_action: 'errors', errors: { [field]: expect.any(String) } });
  });

  function getInitial(name: string): string {
    const blocks = slack.views.at(-1)?.view.blocks as {
      block_id: string;
      element: { initial_value: string };
    }[];
    return blocks.find((block) => block.block_id === name)?.element.initial_value ?? '';
  }

  /** The file as it stands in the modal. */
  function getEntry(): string {
    const blocks = slack.views.at(-1)?.view.blocks as { elements?: { elements: { text: string }[] }[] }[];
    return blocks.at(-1)?.elements?.at(-1)?.elements[0]?.text ?? '';
  }

  function draft(match: string) {
    return {
      id: { value: 'license-server-down' },
      title: { value: 'The licence server is down' },
      match: { value: match },
      explanation: { value: 'It did not answer.' },
      not: { value: 'The licence server is up' },
      fix: { value: 'ping license.example.com' },
    };
  }
});

describe('the home tab', () => {
  const open = () =>
    send(
      signEvent({
        type: 'app_home_opened',
        user: 'U0ALICE',
        channel: 'D0ALICE',
        tab: 'home',
        event_ts: `${Math.random()}`,
      }),
    );

  it('lists what is red now, and who is muted', async () => {
    await fail('requirements-not-found', 'red-one');
    await choose('mute-green');
    expect(await open()).toMatchObject({ statusCode: 200 });
    const home = JSON.stringify(slack.views.find(({ kind }) => kind === 'home')?.view);
    expect(home).toContain('red-one #');
    expect(home).toContain('red-one is muted until green');
  });
});
