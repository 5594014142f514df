import type { Signature } from '../../src/signature.ts';
import buildImagePullFailed from './build-image-pull-failed.ts';
import dockerBuildStepFailed from './docker-build-step-failed.ts';
import dockerDaemonUnavailable from './docker-daemon-unavailable.ts';
import dockerImageNotFound from './docker-image-not-found.ts';
import dockerInvalidReference from './docker-invalid-reference.ts';
import dockerPlatformMismatch from './docker-platform-mismatch.ts';
import dockerRateLimited from './docker-rate-limited.ts';
import dockerRegistryAuthFailed from './docker-registry-auth-failed.ts';
import dockerRepositoryNotFound from './docker-repository-not-found.ts';
import dockerTagImmutable from './docker-tag-immutable.ts';
import dockerfileInvalid from './dockerfile-invalid.ts';

/** The family `docker`, specific before generic. */
export const docker: readonly Signature[] = [
  dockerDaemonUnavailable,
  dockerRateLimited,
  buildImagePullFailed,
  dockerTagImmutable,
  dockerRepositoryNotFound,
  dockerPlatformMismatch,
  dockerfileInvalid,
  dockerInvalidReference,
  dockerImageNotFound,
  dockerRegistryAuthFailed,
  dockerBuildStepFailed,
];
