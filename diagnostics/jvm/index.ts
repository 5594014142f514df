import type { Signature } from '../../src/signature.ts';
import gradleDependencyUnresolved from './gradle-dependency-unresolved.ts';
import javaCompileError from './java-compile-error.ts';
import javaOutOfMemory from './java-out-of-memory.ts';
import javaTestsFailed from './java-tests-failed.ts';
import javaVersionMismatch from './java-version-mismatch.ts';
import jvmBuildInvalid from './jvm-build-invalid.ts';
import mavenDependencyUnresolved from './maven-dependency-unresolved.ts';

/** The family `jvm`, specific before generic. */
export const jvm: readonly Signature[] = [
  javaOutOfMemory,
  javaVersionMismatch,
  mavenDependencyUnresolved,
  gradleDependencyUnresolved,
  javaCompileError,
  javaTestsFailed,
  jvmBuildInvalid,
];
