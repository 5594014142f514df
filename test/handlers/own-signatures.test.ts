import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { writeEntry } from '../own-signatures/make-file.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

useWorld({
  FAULTLINE_DOCS_URL: 'https://docs.example/signatures/',
  FAULTLINE_SIGNATURES: 's3://team/signatures.yml',
});

let clock = Date.now();
afterAll(() => {
  vi.useRealTimers();
});
beforeEach(() => {
  // Each test is a minute after the one before: the file is looked at again.
  clock += 61_000;
  vi.useFakeTimers({ toFake: ['Date'], now: clock });
});

let runs = 0;
/** Lets a build fail that no built-in signature knows; returns the message. */
async function fail(signatures: string | undefined): Promise<string> {
  const scenario = aws.load('unknown-failure', { project: `own-${runs++}` });
  const stored =
    signatures === undefined
      ? []
      : [['signatures.yml', { body: Buffer.from(signatures), lastModified: new Date() }] as const];
  aws.account.buckets.set('team', { region: 'eu-central-1', objects: new Map(stored) });
  aws.calls.length = 0;
  await aws.emit(scenario);
  return JSON.stringify(slack.messages(BUILDS));
}

const OWN = writeEntry({
  id: 'amber-channel',
  title: 'The release channel is amber',
  patterns: ['channel \\.+ (?P<color>amber)'],
  explanation: 'The channel is {color}: nothing is released.',
  fix: [{ title: 'Ask why it is {color}', command: 'release-channel why {color}' }],
  samples: { matches: ['channel ............. amber'], not: ['channel ............. green'] },
});

it('tells a failure by the own signature, with its fix and without a page of ours', async () => {
  const text = await fail(OWN);
  expect(text).toContain('The channel is');
  expect(text).toContain('release-channel why amber');
  expect(text).not.toContain('docs.example');
});

it('counts what was changed a minute later, and tells of what is broken while the last good one goes on', async () => {
  expect(await fail(OWN.replaceAll('The channel is', 'The very channel is'))).toContain('The very channel');
  clock += 61_000;
  vi.setSystemTime(clock);
  slack.clear();
  const text = await fail('signatures: 5');
  expect(text).toContain('The very channel');
  expect(text).toContain('the last good version of it counts');
});

it('adds no round trip: the file is read beside what a failure is read from', async () => {
  // Whatever waits for an answer comes after all that waits for none.
  aws.faults.delay(100);
  await fail(OWN);
  const asked = aws.calls.map(({ operation, input }) => (input as { Key?: string }).Key ?? operation);
  // What is read is read before anything is written down of the failure.
  const first = asked.slice(0, asked.indexOf('PutItem'));
  expect(first).toContain('signatures.yml');
  expect(asked.length).toBeGreaterThan(first.length);
  expect(asked.filter((each) => each === 'signatures.yml')).toHaveLength(1);
});
