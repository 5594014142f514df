import type { Signature } from '../../src/signature.ts';
import aptRepositoryFailed from './apt-repository-failed.ts';
import dnsFailed from './dns-failed.ts';
import efsMountFailed from './efs-mount-failed.ts';
import gpgKeyMissing from './gpg-key-missing.ts';
import networkRefused from './network-refused.ts';
import networkTimeout from './network-timeout.ts';
import remoteServerError from './remote-server-error.ts';
import systemPackageInstallFailed from './system-package-install-failed.ts';
import systemPackageNotFound from './system-package-not-found.ts';
import tlsFailed from './tls-failed.ts';

/** The family `network`, specific before generic. */
export const network: readonly Signature[] = [
  efsMountFailed,
  dnsFailed,
  tlsFailed,
  networkTimeout,
  networkRefused,
  gpgKeyMissing,
  aptRepositoryFailed,
  systemPackageNotFound,
  systemPackageInstallFailed,
  remoteServerError,
];
