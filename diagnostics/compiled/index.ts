import type { Signature } from '../../src/signature.ts';
import dotnetBuildFailed from './dotnet-build-failed.ts';
import dotnetRestoreFailed from './dotnet-restore-failed.ts';
import dotnetSdkMissing from './dotnet-sdk-missing.ts';
import dotnetTestsFailed from './dotnet-tests-failed.ts';
import goCompileError from './go-compile-error.ts';
import goModuleUnresolved from './go-module-unresolved.ts';
import goTestsFailed from './go-tests-failed.ts';
import nativeCompileError from './native-compile-error.ts';
import phpComposerFailed from './php-composer-failed.ts';
import rubyBundlerFailed from './ruby-bundler-failed.ts';
import rustCompileError from './rust-compile-error.ts';

/** The family `compiled`, specific before generic. */
export const compiled: readonly Signature[] = [
  goModuleUnresolved,
  goCompileError,
  goTestsFailed,
  dotnetSdkMissing,
  dotnetRestoreFailed,
  dotnetBuildFailed,
  dotnetTestsFailed,
  rubyBundlerFailed,
  phpComposerFailed,
  rustCompileError,
  nativeCompileError,
];
