import type { FixStep } from '../model.ts';

/** All that is looked at, by id; docs/operate.md explains each. */
export const CHECKS = {
  credentials: 'AWS credentials',
  clock: 'Clock of this machine',
  stack: 'Stack',
  settings: 'Settings',
  'bot-token': 'Slack bot token',
  'signing-secret': 'Slack signing secret',
  'github-token': 'GitHub token',
  'slack-app': 'Slack app',
  channel: 'Channel',
  'request-url': 'Request URL',
  rule: 'EventBridge rule',
  function: 'Function',
  'function-errors': 'Errors of the function',
  role: 'Permissions of the role',
  table: 'Table',
  'failure-destination': 'Failure destination',
  'retry-queue': 'Retry queue',
  'retry-mapping': 'Way back from the retry queue',
  'dead-letters': 'Dead-letter queue',
  schedule: 'Schedule',
  signatures: 'Own signatures',
  'untold-builds': 'Failed builds that nobody told of',
  'build-logs': 'Logs of the builds',
} as const;

export type CheckId = keyof typeof CHECKS;

/** What an examination found. `unknown` says why nobody can tell. */
export type Verdict =
  | { state: 'fine'; detail: string }
  | { state: 'broken'; detail: string; fix: FixStep[] }
  | { state: 'unknown'; detail: string };

/** A verdict, and what it is about: the name of a resource, a channel, a parameter. */
export type Finding = { check: CheckId; about: string } & Verdict;

/** One thing to look at. What `examine` throws becomes `unknown`. */
export interface Examination {
  check: CheckId;
  about: string;
  examine: () => Promise<Verdict>;
}

/** What is wrong with a thing, and how to put it right. */
export interface Problem {
  what: string;
  fix: FixStep[];
}

export function fine(detail: string): Verdict {
  return { state: 'fine', detail };
}

export function unknown(detail: string): Verdict {
  return { state: 'unknown', detail };
}

export function broken(detail: string, ...fix: FixStep[]): Verdict {
  return { state: 'broken', detail, fix };
}

/** Broken where there is a problem, with the steps of all of them. */
export function judge(problems: readonly (Problem | undefined)[], good: string): Verdict {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return fine(good);
  // Two problems may have one way out.
  const steps = new Map(
    found.flatMap(({ fix }) => fix).map((each) => [`${each.title} ${each.command}`, each]),
  );
  return broken(found.map(({ what }) => what).join(' '), ...steps.values());
}

/** A step of a fix that changes something. */
export function step(title: string, command?: string): FixStep {
  return { title, command, changes: true };
}

/** A step that only shows something. */
export function look(title: string, command?: string): FixStep {
  return { title, command, changes: false };
}
