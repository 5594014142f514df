import { insertBefore } from '../../src/fix/buildspec.ts';
import { largerComputeStep } from '../../src/fix/project.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'disk-full',
  family: 'limits',
  title: 'The disk of the build container is full',
  patterns: [
    // Every program's ENOSPC. Node says the same of file watchers: `System limit ...`, in older versions `..., watch '/path'`.
    /[Nn]o space left on device(?!.{0,20}watch)/,
    /\[Errno 28\]|\bwrite ENOSPC\b|npm (?:ERR!|error) (?:code ENOSPC|nospc)/,
    /[Dd]isk quota exceeded|not enough (?:free )?space on the (?:disk|device)|You don't have enough free space in|more space needed on the \S+ filesystem/,
    /database or disk is full|(?:Insufficient|Not enough) (?:free )?disk space/,
  ],
  above: [
    'docker-build-step-failed',
    'docker-image-not-found',
    'python-package-build-failed',
    'python-error',
    'npm-script-failed',
    'bundler-failed',
    'native-compile-error',
    'java-compile-error',
    'jvm-build-invalid',
    'maven-dependency-unresolved',
    'gradle-dependency-unresolved',
    'go-compile-error',
    'rust-compile-error',
    'apt-repository-failed',
    'system-package-install-failed',
    'cdk-synth-failed',
  ],
  explain: ({ build }) =>
    `Nothing more could be written: the disk of the build container is full${build?.computeType ? ` (${build.computeType})` : ''}. Docker layers, caches and artifacts share it.`,
  fix: ({ build, command }) => {
    const show =
      'df -h / /tmp /codebuild /var/lib/docker 2>/dev/null; du -xhd 2 /codebuild /root /var/lib/docker 2>/dev/null | sort -rh | head -n 20';
    const prune = 'docker system prune --all --force --volumes || true';
    return [
      {
        title: 'Throw away what is not needed before that command: images, build caches, package caches',
        command: prune,
        ...(command && { patch: insertBefore([prune], command, build) }),
        changes: true,
        verify: 'df -h',
      },
      {
        ...largerComputeStep(build),
        title:
          'Or take a compute type with a larger disk (computeType): SMALL has 64 GB, MEDIUM and LARGE 128 GB, 2XLARGE 824 GB',
      },
      { title: 'See in the build what fills it', command: show, changes: false },
      {
        title:
          'Keep the build context small with a .dockerignore, and the cache paths of the buildspec to what is reused',
        changes: false,
      },
    ];
  },
});
