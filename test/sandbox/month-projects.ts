/** A way to fail that comes over a project and stays for some builds. */
export interface Trouble {
  /** An id of the catalogue, or `unknown`. */
  cause: string;
  /** How likely it is to begin with a build. */
  chance: number;
  /** How many builds it stays, about. */
  builds?: number;
  /** It goes away by a retry. */
  isFlaky?: boolean;
  /** It did not exist before. */
  sinceDaysAgo?: number;
  status?: 'FAILED' | 'TIMED_OUT';
  /** The line that tells most. */
  line?: string;
  /** The same in several projects; else each project has its own. */
  fingerprint?: string;
  /** What people say that it was, where the diagnosis was wrong. */
  trueCause?: string;
}

interface MonthProject {
  /** Builds a working day, about. */
  daily: number;
  /** How long a build takes, about. */
  minutes: number;
  computeType?: string;
  image?: string;
  troubles: Trouble[];
}

const licenses: Trouble = {
  cause: 'unknown',
  chance: 0.05,
  builds: 2,
  sinceDaysAgo: 9,
  fingerprint: '5c1d2e7f9a0b3c4d',
  line: 'license-gate: 2 components without an approved license: left-pad@1.3.0, qs@6.5.2',
};
const hub: Trouble = {
  cause: 'docker-rate-limited',
  chance: 0.05,
  builds: 1,
  isFlaky: true,
  line: 'toomanyrequests: You have reached your pull rate limit.',
};
const denied = (action: string): Trouble => ({
  cause: 'iam-access-denied',
  chance: 0.03,
  builds: 3,
  line: `User: arn:aws:sts::111122223333:assumed-role/build/AWSCodeBuild is not authorized to perform: ${action}`,
});

/** The team of `history-of-a-month.ts`: who builds how often, and what goes wrong there. */
export const MONTH: Readonly<Record<string, MonthProject>> = {
  'checkout-api': {
    daily: 9,
    minutes: 7,
    computeType: 'BUILD_GENERAL1_MEDIUM',
    troubles: [
      { cause: 'javascript-tests-failed', chance: 0.09, builds: 2, line: 'Tests: 1 failed, 212 passed' },
      { cause: 'network-timeout', chance: 0.05, builds: 1, isFlaky: true, line: 'npm error code ETIMEDOUT' },
    ],
  },
  'checkout-web': {
    daily: 8,
    minutes: 5,
    troubles: [
      { cause: 'npm-lockfile-mismatch', chance: 0.05, builds: 2 },
      { cause: 'typescript-errors', chance: 0.06, builds: 1 },
      licenses,
    ],
  },
  'mobile-app': {
    daily: 5,
    minutes: 22,
    computeType: 'BUILD_GENERAL1_LARGE',
    troubles: [
      {
        cause: 'javascript-tests-failed',
        chance: 0.12,
        builds: 1,
        isFlaky: true,
        line: 'Exceeded timeout of 5000 ms',
      },
      { cause: 'node-heap-out-of-memory', chance: 0.04, builds: 2 },
    ],
  },
  'search-index': {
    daily: 4,
    minutes: 31,
    computeType: 'BUILD_GENERAL1_LARGE',
    troubles: [
      { cause: 'build-timed-out', chance: 0.05, builds: 1, status: 'TIMED_OUT', isFlaky: true },
      { cause: 'java-tests-failed', chance: 0.2, builds: 2, trueCause: 'network-timeout' },
    ],
  },
  'payments-service': {
    daily: 6,
    minutes: 9,
    troubles: [denied('ssm:GetParameters'), { cause: 'java-compile-error', chance: 0.04 }],
  },
  'flask-app': {
    daily: 5,
    minutes: 4,
    troubles: [{ cause: 'requirements-file-missing', chance: 0.05, builds: 2 }, hub],
  },
  'report-worker': {
    daily: 3,
    minutes: 6,
    troubles: [{ cause: 'python-dependency-conflict', chance: 0.07, builds: 3 }, hub],
  },
  'image-base': {
    daily: 2,
    minutes: 12,
    image: 'aws/codebuild/amazonlinux2-aarch64-standard:3.0',
    troubles: [hub, { cause: 'ecr-push-denied', chance: 0.05, builds: 2 }],
  },
  'infra-live': {
    daily: 3,
    minutes: 8,
    troubles: [
      { cause: 'terraform-state-locked', chance: 0.08, builds: 1, isFlaky: true },
      denied('kms:Decrypt'),
    ],
  },
  'docs-site': { daily: 2, minutes: 3, troubles: [licenses] },
  'desktop-agent': {
    daily: 2,
    minutes: 14,
    computeType: 'BUILD_GENERAL1_MEDIUM',
    image: 'aws/codebuild/windows-base:2019-3.0',
    troubles: [
      {
        cause: 'unknown',
        chance: 0.2,
        builds: 2,
        line: 'signtool: SignerSign() failed. (-2147024846/0x80070032)',
      },
    ],
  },
  'design-system': { daily: 3, minutes: 4, troubles: [{ cause: 'lint-errors', chance: 0.08, builds: 1 }] },
};
