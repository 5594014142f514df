import { describe, expect, it } from 'vitest';
import { aws, getPublic, useHandlers } from './slack-fixture.ts';

/** Events come at least once, in any order and many at a time: what the channel then has. */

useHandlers();

interface Ended {
  scenario: string;
  number: number;
  project?: string;
  /** How often the event comes. */
  times?: number;
}

interface Case {
  title: string;
  /** One after the other; what is in one list comes at once. */
  steps: Ended[][];
  messages: number;
  /** How often the threads say that it is over. */
  greens?: number;
  says?: string;
}

const green = (number: number, more: Partial<Ended> = {}): Ended => ({
  scenario: 'succeeded-build',
  number,
  ...more,
});

function red(scenario: string) {
  return (number: number, more: Partial<Ended> = {}): Ended => ({ scenario, number, ...more });
}

/** Each event so often. */
const FIVE = { times: 5 };

const [missing, login, daemon, timeout, push, unknown, pull, lost, denied, key, tag] = [
  'requirements-not-found',
  'ecr-login-denied',
  'docker-daemon-unavailable',
  'build-timed-out',
  'docker-hub-push-denied',
  'unknown-failure',
  'image-pull-failed',
  'secret-not-found',
  'bucket-sync-denied',
  'kms-key-scheduled-for-deletion',
  'ecr-tag-immutable',
].map(red);
if (!missing || !login || !daemon || !timeout || !push || !unknown || !pull || !lost)
  throw new Error('Too few.');
if (!denied || !key || !tag) throw new Error('Too few.');

const CASES: Case[] = [
  {
    title: 'a failure after the green build that followed it',
    steps: [[green(2)], [missing(1)]],
    messages: 0,
  },
  {
    title: 'two failures in the wrong order',
    steps: [[login(2)], [login(1)]],
    messages: 1,
    says: '2nd failure',
  },
  {
    title: 'a failure that comes after its recovery was told',
    steps: [[daemon(1)], [green(3)], [daemon(2)]],
    messages: 1,
    greens: 1,
  },
  { title: 'the same failure twenty times at once', steps: [[timeout(1, { times: 20 })]], messages: 1 },
  {
    title: 'three failures of one kind at once, and one after them',
    steps: [[push(1), push(2), push(3)], [push(4)]],
    messages: 1,
    says: '4th failure',
  },
  {
    title: 'three failures of one kind at once, each event five times',
    steps: [[denied(1, FIVE), denied(2, FIVE), denied(3, FIVE)]],
    messages: 1,
    says: '3rd failure',
  },
  {
    title: 'three more of a failure that is told, at once, each event five times',
    steps: [[key(1)], [key(2, FIVE), key(3, FIVE), key(4, FIVE)]],
    messages: 1,
    says: '4th failure',
  },
  {
    title: 'three failures of one kind at once, each event five times, and one after them',
    steps: [[tag(1, FIVE), tag(2, FIVE), tag(3, FIVE)], [tag(4)]],
    messages: 1,
    says: '4th failure',
  },
  {
    title: 'two projects that fail of two causes at once',
    steps: [[unknown(1, { project: 'left' }), pull(1, { project: 'right' })]],
    messages: 2,
  },
  {
    title: 'a green build twenty times at once, some before the failure is told',
    steps: [[lost(1)], [lost(2), green(3, { times: 20 })]],
    messages: 1,
    greens: 1,
  },
];

describe('of events', () => {
  it.each(CASES.map((each, index) => ({ ...each, index })))(
    'that are $title, the channel has $messages',
    async ({ steps, messages, greens = 0, says, index }) => {
      for (const step of steps) {
        const runs = step.flatMap(({ scenario, number, project = `order-${index}`, times = 1 }) => {
          const startedAt = new Date(Date.UTC(2026, 10, 20, 10, 10 * number));
          const run = aws.load(scenario, { project, number, startedAt, keep: true });
          return Array.from({ length: times }, () => run);
        });
        await Promise.all(runs.map((run) => aws.emit(run)));
        // What was refused because another worker was at it comes again.
        await aws.redeliver();
      }
      const told = getPublic();
      expect(told).toHaveLength(messages);
      const replies = told.flatMap(({ thread }) => thread.map(({ text }) => text));
      expect(replies.filter((text) => text.includes('green again'))).toHaveLength(greens);
      if (says) expect(JSON.stringify(told)).toContain(says);
    },
  );
});
