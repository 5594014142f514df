import type { Run } from './world.ts';

/** What happens to a few builds, one after the other, and what the channel and the history say of it in the end. */
export interface Story {
  name: string;
  /** Builds that end one after the other; those in one list at once. */
  steps: Run[][];
  /** Messages in the channel, each by what it says (once). */
  messages: RegExp[];
  /** Lines below messages that must stand there exactly once. */
  lines: RegExp[];
  /** Failures that the digest counts, and incidents that are open in the end. */
  failures: number;
  open: number;
  /** Whether its green builds may come before the failures that are still to be tried again: by themselves they are over then. */
  isGreenFirst?: boolean;
  /** So many of its first calls for a log are more than AWS answers; a worker makes two. */
  throttledReads?: number;
}

function run(scenario: string, number: number, minute: number, project = 'app'): Run {
  return { scenario, project, number, minute };
}

const PLAIN = 'docker-daemon-unavailable';
export const GREEN = 'succeeded-build';

export const stories: Story[] = [
  {
    name: 'a first failure',
    steps: [[run('requirements-not-found', 1, 0)]],
    messages: [/app #1 failed/],
    lines: [],
    failures: 1,
    open: 1,
  },
  {
    name: 'a failure with a long thread',
    steps: [[run('other-action-denied', 1, 0)]],
    messages: [/app #1 failed/],
    lines: [],
    failures: 1,
    open: 1,
  },
  {
    name: 'a failure that nobody understands',
    steps: [[run('unknown-failure', 1, 0)]],
    messages: [/app #1 failed/],
    lines: [],
    failures: 1,
    open: 1,
  },
  {
    name: 'a failure that is put off until its log can be read',
    steps: [[run('requirements-not-found', 1, 0)]],
    messages: [/app #1 failed/],
    lines: [],
    failures: 1,
    open: 1,
    throttledReads: 2,
  },
  {
    name: 'a build that was stopped',
    steps: [[run('build-stopped', 1, 0)]],
    messages: [/app #1/],
    lines: [],
    failures: 1,
    open: 1,
  },
  {
    name: 'the same failure three times',
    steps: [[run(PLAIN, 1, 0)], [run(PLAIN, 2, 5)], [run(PLAIN, 3, 9)]],
    messages: [/3rd failure/],
    lines: [/2nd failure/, /3rd failure/],
    failures: 3,
    open: 1,
  },
  {
    name: 'a failure and its recovery',
    steps: [[run(PLAIN, 1, 0)], [run(PLAIN, 2, 5)], [run(GREEN, 3, 20)]],
    messages: [/2nd failure/],
    lines: [/2nd failure/, /green again after 2 builds/],
    failures: 2,
    open: 0,
  },
  {
    name: 'a storm of three projects',
    steps: [[run(PLAIN, 1, 0, 'red-1')], [run(PLAIN, 1, 0, 'red-2'), run(PLAIN, 1, 0, 'red-3')]],
    messages: [/3 projects failed alike/],
    lines: [],
    failures: 3,
    open: 3,
  },
  {
    name: 'a storm and its end',
    steps: [
      [run(PLAIN, 1, 0, 'red-1'), run(PLAIN, 1, 0, 'red-2')],
      [run(GREEN, 2, 20, 'red-1'), run(GREEN, 2, 20, 'red-2')],
    ],
    messages: [/2 projects failed alike/],
    lines: [/All 2 projects are green again/],
    failures: 2,
    open: 0,
  },
  {
    name: 'a storm whose first project is green before its worker is replaced',
    steps: [[run(PLAIN, 1, 0, 'red-1')], [run(PLAIN, 1, 0, 'red-2')], [run(GREEN, 2, 1, 'red-1')]],
    messages: [/red-2/],
    lines: [],
    failures: 2,
    open: 1,
    isGreenFirst: true,
  },
  {
    name: 'two causes at once',
    steps: [[run(PLAIN, 1, 0, 'red-1'), run('ecr-login-denied', 1, 0, 'red-2')]],
    messages: [/red-1 #1/, /red-2 #1/],
    lines: [],
    failures: 2,
    open: 2,
  },
];
