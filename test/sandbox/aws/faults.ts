import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from './call.ts';
import { AwsError } from './errors.ts';

/** Which calls: `codebuild`, `codebuild:BatchGetBuilds`, a pattern on that text, or a function. Default: all. */
export type Match = string | RegExp | ((call: Call) => boolean);

export interface Failure {
  code: string;
  message?: string;
  status?: number;
  /** How many calls fail before it goes well again. Default: all. */
  times?: number;
}

export interface Faults {
  /** Every matching call takes so many milliseconds longer. */
  delay(ms: number, match?: Match): void;
  /** No call is answered sooner than so many milliseconds after it came: what this AWS itself takes is among them. */
  hold(ms: number): void;
  /** Matching calls are answered with this error. */
  fail(match: Match, failure: Failure): void;
  /** Matching calls get this result instead of their own. */
  answer(match: Match, result: object): void;
  clear(): void;
}

/** What AWS says with the errors that a test asks for most. */
const WORDS: Record<string, string> = {
  ThrottlingException: 'Rate exceeded',
  AccessDeniedException: 'User is not authorized to perform this action',
  AccessDenied: 'Access Denied',
  InternalFailure: 'The request processing has failed because of an unknown error, exception or failure.',
};

function matches(match: Match, call: Call): boolean {
  if (typeof match === 'function') return match(call);
  const name = `${call.service}:${call.operation}`;
  return typeof match === 'string' ? match === call.service || match === name : match.test(name);
}

/** Makes the switchboard for faults; `apply` is what the server asks before each call. It throws the fault, or returns the answer that was set. `holdBack` it asks before each answer. */
export function createFaults(): {
  faults: Faults;
  apply(call: Call): Promise<object | undefined>;
  holdBack(begun: number): Promise<void>;
} {
  let held = 0;
  let delays: { ms: number; match: Match }[] = [];
  let answers: { match: Match; result: object }[] = [];
  let failures: { match: Match; failure: Failure; left: number }[] = [];
  return {
    faults: {
      delay: (ms, match = () => true) => void delays.push({ ms, match }),
      fail: (match, failure) =>
        void failures.push({ match, failure, left: failure.times ?? Number.POSITIVE_INFINITY }),
      answer: (match, result) => void answers.push({ match, result }),
      hold: (ms) => {
        held = ms;
      },
      clear: () => {
        held = 0;
        delays = [];
        answers = [];
        failures = [];
      },
    },
    async holdBack(begun) {
      const left = held - (performance.now() - begun);
      if (left > 0) await wait(left);
    },
    async apply(call) {
      const ms = delays.filter(({ match }) => matches(match, call)).reduce((sum, delay) => sum + delay.ms, 0);
      if (ms > 0) await wait(ms);
      const hit = failures.find(({ match, left }) => left > 0 && matches(match, call));
      if (!hit) return answers.find(({ match }) => matches(match, call))?.result;
      hit.left -= 1;
      const { code, message = WORDS[code] ?? code, status = 400 } = hit.failure;
      throw new AwsError(code, message, status);
    },
  };
}
