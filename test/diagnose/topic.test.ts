import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { getTopic } from '../../src/diagnose/topic.ts';
import type { Facts } from '../../src/model.ts';

/** Failures of two projects within minutes: whether they are told in one message. */
interface Pair {
  cause: string;
  isShared: boolean;
  because: string;
  first: Told;
  second: Told;
}

interface Told {
  facts?: Facts;
  line: string;
}

const role = (name: string) => `arn:aws:sts::111122223333:assumed-role/${name}/AWSCodeBuild-1`;

const PAIRS: Pair[] = [
  {
    cause: 'ssm-access-denied',
    isShared: true,
    because: 'roles of all projects lost the same permission',
    first: {
      facts: { action: 'ssm:GetParameters', principal: role('a'), resource: 'p/a' },
      line: 'a is refused',
    },
    second: {
      facts: { action: 'ssm:GetParameters', principal: role('b'), resource: 'p/b' },
      line: 'b is refused',
    },
  },
  {
    cause: 'iam-access-denied',
    isShared: false,
    because: 'two roles lack two permissions',
    first: { facts: { action: 'sqs:SendMessage' }, line: 'refused' },
    second: { facts: { action: 'dynamodb:PutItem' }, line: 'refused' },
  },
  {
    cause: 'docker-rate-limited',
    isShared: true,
    because: 'the registry limits all, whatever the image',
    first: { facts: { image: 'node:22' }, line: 'toomanyrequests: node' },
    second: { facts: { image: 'python:3.13' }, line: 'toomanyrequests: python' },
  },
  {
    cause: 'network-timeout',
    isShared: true,
    because: 'the way out is gone, wherever each went first',
    first: { facts: { host: 'a.example' }, line: 'a.example timed out' },
    second: { facts: { host: 'b.example' }, line: 'b.example timed out' },
  },
  {
    cause: 'network-refused',
    isShared: false,
    because: 'two hosts refuse for reasons of their own',
    first: { facts: { host: 'localhost' }, line: 'refused' },
    second: { facts: { host: 'db.example' }, line: 'refused' },
  },
  {
    cause: 'javascript-tests-failed',
    isShared: false,
    because: 'two projects have two failing tests',
    first: { line: 'FAIL src/cart.test.ts > adds' },
    second: { line: 'FAIL src/login.test.ts > refuses' },
  },
  {
    cause: 'python-tests-failed',
    isShared: false,
    because: 'the sum of two test runs may be the same',
    first: { line: '2 failed, 1 passed in 0.42s' },
    second: { line: '2 failed, 1 passed in 0.42s' },
  },
  {
    cause: 'typescript-errors',
    isShared: false,
    because: 'two projects do not compile',
    first: { line: "src/a.ts(3,1): error TS2304: Cannot find name 'a'." },
    second: { line: "src/b.ts(9,4): error TS2551: Property 'x' does not exist." },
  },
  {
    cause: 'requirements-file-missing',
    isShared: true,
    because: 'a template that all are made from broke them alike',
    first: { facts: { path: 'requirements.txt' }, line: "No such file: 'requirements.txt'" },
    second: { facts: { path: 'requirements.txt' }, line: "No such file: 'requirements.txt'" },
  },
];

const NOTHING = { project: 'a', facts: {}, evidence: [], fingerprint: '' };

describe('failures of two projects', () => {
  it.each(PAIRS)(
    'are one storm: $isShared, since $because ($cause)',
    ({ cause, isShared, first, second }) => {
      const signature = signatures.find(({ id }) => id === cause);
      expect(signature).toBeDefined();
      const topicOf = (project: string, { facts = {}, line }: Told) => {
        const evidence = [{ number: 1, text: line }];
        return getTopic(signature, { project, facts, evidence, fingerprint: JSON.stringify(facts) });
      };
      expect(topicOf('web-1', first) === topicOf('web-2', second)).toBe(isShared);
    },
  );

  it('are one storm without a known cause only where they read alike', () => {
    expect(getTopic(undefined, { project: 'a', facts: {}, evidence: [], fingerprint: 'f1' })).toBe('f1');
  });

  it('are never of one storm with another cause', () => {
    const shared = signatures.filter(({ sharedBy }) => sharedBy !== undefined);
    expect(new Set(shared.map((signature) => getTopic(signature, NOTHING))).size).toBe(shared.length);
  });
});
