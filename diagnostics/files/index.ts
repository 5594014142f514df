import type { Signature } from '../../src/signature.ts';
import commandNotFound from './command-not-found.ts';
import directoryMissing from './directory-missing.ts';
import dockerCopySourceMissing from './docker-copy-source-missing.ts';
import dockerfileMissing from './dockerfile-missing.ts';
import fileMissing from './file-missing.ts';
import packageJsonMissing from './package-json-missing.ts';
import pomMissing from './pom-missing.ts';
import requirementsFileMissing from './requirements-file-missing.ts';
import scriptCrlf from './script-crlf.ts';
import scriptNotExecutable from './script-not-executable.ts';
import toolAlreadyInstalled from './tool-already-installed.ts';
import toolVersionUnsuitable from './tool-version-unsuitable.ts';

/** The family `files`, specific before generic. */
export const files: readonly Signature[] = [
  requirementsFileMissing,
  packageJsonMissing,
  dockerfileMissing,
  dockerCopySourceMissing,
  pomMissing,
  scriptCrlf,
  scriptNotExecutable,
  toolVersionUnsuitable,
  toolAlreadyInstalled,
  commandNotFound,
  directoryMissing,
  fileMissing,
];
