import type { Signature } from '../../src/signature.ts';
import pythonDependencyConflict from './python-dependency-conflict.ts';
import pythonError from './python-error.ts';
import pythonHashMismatch from './python-hash-mismatch.ts';
import pythonModuleNotFound from './python-module-not-found.ts';
import pythonPackageBuildFailed from './python-package-build-failed.ts';
import pythonPackageNotFound from './python-package-not-found.ts';
import pythonTestsFailed from './python-tests-failed.ts';
import pythonVersionUnsupported from './python-version-unsupported.ts';

/** The family `python`, specific before generic. */
export const python: readonly Signature[] = [
  pythonHashMismatch,
  pythonVersionUnsupported,
  pythonDependencyConflict,
  pythonPackageNotFound,
  pythonPackageBuildFailed,
  pythonModuleNotFound,
  pythonTestsFailed,
  pythonError,
];
