import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { muteProject } from '../../src/history/mute.ts';
import { openTable } from '../../src/history/table.ts';
import type { Call } from '../sandbox/aws/index.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

/** A worker that dies behind the post has told, and nobody knows: what comes before its retry does not find the message. */

// So that its lines go over the console, where they can be looked at.
useWorld({ POWERTOOLS_LOG_LEVEL: 'WARN', POWERTOOLS_DEV: 'true' });

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 10);

function load(scenario: string, project: string, number: number) {
  const startedAt = new Date(START + number * 10 * MINUTE);
  return aws.load(scenario, { project, number, startedAt, keep: true });
}

const writes = (operation: string, text: string) => (call: Call) =>
  call.operation === operation && JSON.stringify(call.input).includes(text);

interface Death {
  when: string;
  /** What the worker wanted to write when it died. */
  isLast: (call: Call) => boolean;
  /** Each another cause: the same would be one storm. */
  scenario: string;
}

const DEATHS: Death[] = [
  {
    when: 'before the storm knows of the message',
    isLast: writes('UpdateItem', '"place"'),
    scenario: 'requirements-not-found',
  },
  {
    when: 'before the incident knows of it',
    isLast: writes('PutItem', '"message":{'),
    scenario: 'docker-daemon-unavailable',
  },
];

/** Tells of a failure up to the post, and no further. */
async function dieBehindPost(project: string, { isLast, scenario }: Death): Promise<void> {
  aws.faults.fail(isLast, { code: 'AccessDeniedException' });
  await aws.emit(load(scenario, project, 1));
  aws.faults.clear();
}

const lines = () => slack.messages(BUILDS).flatMap(({ thread }) => thread.map(({ text }) => text));
const greens = () => lines().filter((text) => text.includes('green again'));

describe.each(DEATHS)('a worker that dies behind the post, $when', (death) => {
  it('and a green build before the retry: the thread says once that it is over', async () => {
    const project = `over-${death.scenario}`;
    await dieBehindPost(project, death);
    await aws.emit(load('succeeded-build', project, 2));
    expect(greens()).toEqual([]);
    for (let retry = 0; retry < 3; retry++) await aws.redeliver();
    await aws.emit(load('succeeded-build', project, 2));
    expect(slack.messages(BUILDS)).toHaveLength(1);
    expect(greens()).toEqual([expect.stringContaining(`${project} #2 is green again after 1 build`)]);
  });
});

it('is found by the green build too where the project was muted before the retry', async () => {
  const death = { when: '', isLast: writes('UpdateItem', '"place"'), scenario: 'ecr-login-denied' };
  await dieBehindPost('muted', death);
  const table = openTable(new DynamoDBClient(aws.client), 'faultline');
  await muteProject(table, 'muted', { by: 'U1' }, new Date());
  await aws.redeliver();
  await aws.emit(load('succeeded-build', 'muted', 2));
  expect(slack.messages(BUILDS)).toHaveLength(1);
  expect(greens()).toEqual([expect.stringContaining('muted #2 is green again')]);
});

it('is told with less where the app may not look for what stands, and the log says so', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const death = { when: '', isLast: writes('UpdateItem', '"place"'), scenario: 'image-pull-failed' };
  await dieBehindPost('blind', death);
  slack.faults.fail('conversations.history', 'missing_scope', { times: 9 });
  await aws.redeliver();
  const said = JSON.stringify(warn.mock.calls);
  warn.mockRestore();
  expect(slack.messages(BUILDS)).toHaveLength(2);
  expect(said).toMatch(/told with less.*missing_scope/s);
});
