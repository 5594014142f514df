import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { renderDigestPage } from '../../src/digest/page.ts';
import { readDigest } from '../../src/digest/read-digest.ts';
import { getDays } from '../../src/digest/week.ts';
import { openTable } from '../../src/history/table.ts';
import { type Draw, KINDS } from '../planted-secrets.ts';
import { getScenario, readScenario, type Scenario } from '../sandbox/aws/scenario.ts';
import { signEvent, TEAM } from '../sandbox/slack/index.ts';
import { aws, choose, fillIn, press, send, slack, useHandlers } from './slack-fixture.ts';

/** One build that prints a secret of every kind, each in the log's end: nothing that leaves the functions has one. */
useHandlers({
  SLACK_TEAM_ID: TEAM.id,
  FAULTLINE_RETRY: 'on',
  FAULTLINE_RETRY_USERS: 'U0ALICE',
  POWERTOOLS_LOG_LEVEL: 'DEBUG',
  POWERTOOLS_DEV: 'true',
});

let seed = 7;
const draw: Draw = {
  of: (alphabet, length) =>
    Array.from({ length }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return alphabet[(seed >>> 8) % alphabet.length];
    }).join(''),
};
const planted = KINDS.map((kind) => ({ ...kind, secret: kind.make(draw) }));
const said: string[] = [];

beforeAll(() => {
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(words.map(String).join(' ')));
});
afterAll(() => vi.restoreAllMocks());

/** A build whose log holds some of them where it fails, and its environment and its source another each. */
function makeScenario(some: typeof planted, number: number): Scenario {
  const { name, log, ...data } = readScenario('unknown-failure');
  const end = log.indexOf('[Container]', log.lastIndexOf('Command did not exit successfully') - 60);
  const lines = some.map(({ print, secret }) => `Error: ${print(secret)}`).join('\n');
  const [first] = some;
  const environmentVariables = [{ name: 'PLAIN', type: 'PLAINTEXT', value: first?.secret ?? '' }];
  return getScenario(
    name,
    {
      ...data,
      build: { ...data.build, environment: { ...data.build.environment, environmentVariables } },
    } as never,
    `${log.slice(0, end)}${lines}\n${log.slice(end)}`,
    { project: `secretive-${number}`, startedAt: new Date(Date.now() - 3_600_000) },
  );
}

it('lets no secret out: Slack, its modals and home tab, the history, events, the digest, our own log', async () => {
  for (let at = 0; at < planted.length; at += 8) {
    await aws.emit(aws.load(makeScenario(planted.slice(at, at + 8), at), { keep: true }));
    await press('more');
    await choose('signature');
    slack.clear();
  }
  await aws.emit(aws.load(makeScenario(planted.slice(0, 1), 999), { keep: true }));
  await press('wrong');
  const [word] = planted;
  await fillIn({
    cause: { selected_option: { value: 'other' } },
    note: { value: `It was ${word?.print(word.secret)}` },
  });
  await send(
    signEvent({ type: 'app_home_opened', user: 'U0ALICE', channel: 'D0', tab: 'home', event_ts: '1' }),
  );

  const client = new DynamoDBClient(aws.client);
  const { Items } = await client.send(new ScanCommand({ TableName: 'faultline' }));
  const digest = await readDigest(openTable(client, 'faultline'), getDays(new Date(), 2, 'Etc/UTC'));
  const ours = aws.events.filter(({ source }) => source === 'faultline');
  const out = {
    slack: JSON.stringify(slack.calls),
    views: JSON.stringify(slack.views),
    history: JSON.stringify(Items),
    events: JSON.stringify(ours),
    digest: JSON.stringify(digest) + renderDigestPage(digest),
    log: said.join('\n'),
  };
  expect(digest.failures).toBeGreaterThan(10);
  for (const [where, text] of Object.entries(out)) {
    const read = text.replaceAll('\\n', '\n').replaceAll('\\"', '"');
    const leaked = planted.filter(({ secret }) =>
      secret.split('\n').some((piece) => read.includes(piece) || text.includes(piece)),
    );
    expect([where, leaked.map(({ kind }) => kind)]).toEqual([where, []]);
  }
});
