import type { Signature } from '../../src/signature.ts';
import accountLimitExceeded from './account-limit-exceeded.ts';
import awsThrottled from './aws-throttled.ts';
import buildContainerDied from './build-container-died.ts';
import buildStopped from './build-stopped.ts';
import buildTimedOut from './build-timed-out.ts';
import codebuildInternalError from './codebuild-internal-error.ts';
import containerOutOfMemory from './container-out-of-memory.ts';
import diskFull from './disk-full.ts';
import queueTimedOut from './queue-timed-out.ts';
import subnetExhausted from './subnet-exhausted.ts';

/** The family `limits`, specific before generic. */
export const limits: readonly Signature[] = [
  queueTimedOut,
  buildTimedOut,
  buildStopped,
  subnetExhausted,
  diskFull,
  buildContainerDied,
  containerOutOfMemory,
  accountLimitExceeded,
  awsThrottled,
  codebuildInternalError,
];
