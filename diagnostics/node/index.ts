import type { Signature } from '../../src/signature.ts';
import browserMissing from './browser-missing.ts';
import bundlerFailed from './bundler-failed.ts';
import javascriptTestsFailed from './javascript-tests-failed.ts';
import lintErrors from './lint-errors.ts';
import nativeAddonBuildFailed from './native-addon-build-failed.ts';
import nodeHeapOutOfMemory from './node-heap-out-of-memory.ts';
import nodeModuleNotFound from './node-module-not-found.ts';
import nodeOpensslLegacy from './node-openssl-legacy.ts';
import nodeVersionUnsupported from './node-version-unsupported.ts';
import npmAuthFailed from './npm-auth-failed.ts';
import npmDependencyConflict from './npm-dependency-conflict.ts';
import npmLockfileMismatch from './npm-lockfile-mismatch.ts';
import npmPackageNotFound from './npm-package-not-found.ts';
import npmScriptFailed from './npm-script-failed.ts';
import npmScriptMissing from './npm-script-missing.ts';
import typescriptErrors from './typescript-errors.ts';

/** The family `node`, specific before generic. */
export const node: readonly Signature[] = [
  nodeHeapOutOfMemory,
  nodeOpensslLegacy,
  nodeVersionUnsupported,
  npmLockfileMismatch,
  npmAuthFailed,
  npmPackageNotFound,
  npmDependencyConflict,
  npmScriptMissing,
  nativeAddonBuildFailed,
  browserMissing,
  nodeModuleNotFound,
  typescriptErrors,
  lintErrors,
  javascriptTestsFailed,
  bundlerFailed,
  npmScriptFailed,
];
