import type { Signature } from '../../src/signature.ts';
import artifactsNotFound from './artifacts-not-found.ts';
import buildspecInvalid from './buildspec-invalid.ts';
import buildspecMissing from './buildspec-missing.ts';
import buildspecRuntimeUnsupported from './buildspec-runtime-unsupported.ts';
import environmentVariableMissing from './environment-variable-missing.ts';
import gitFailed from './git-failed.ts';
import gitSubmoduleFailed from './git-submodule-failed.ts';
import shellSyntaxError from './shell-syntax-error.ts';
import sourceAccessDenied from './source-access-denied.ts';
import sourceRefNotFound from './source-ref-not-found.ts';

/** The family `source`, specific before generic. */
export const source: readonly Signature[] = [
  sourceRefNotFound,
  sourceAccessDenied,
  gitSubmoduleFailed,
  gitFailed,
  buildspecMissing,
  buildspecRuntimeUnsupported,
  buildspecInvalid,
  environmentVariableMissing,
  shellSyntaxError,
  artifactsNotFound,
];
