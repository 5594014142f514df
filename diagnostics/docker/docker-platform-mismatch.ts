import { sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-platform-mismatch',
  family: 'docker',
  title: 'An image or program is built for another processor or system',
  patterns: [
    // runc, the kernel by way of a shell, qemu. A script without `#!` line gives Python's Errno 8 as well.
    /exec user process caused:? "?exec format error|(?:^|[: ])exec (?<path>\/\S+): exec format error/,
    /(?<path2>\/\S{1,300}): cannot execute binary file/,
    { line: /[Ee]xec format error/, strength: 'likely' },
    /qemu-\w+: Could not open '[^']+'|rosetta error: failed to open elf/,
    // The registry holds the image, though not for this platform
    /no matching manifest for (?<platform>\S+)|no match for platform in (?:manifest|the manifest)/,
    /does not match the specified platform: wanted (?<platform2>[\w/]+)/,
    /image operating system "?\w+"? cannot be used on this platform|container operating system does not match the host/,
    // Two platforms at once want another builder
    /Multi-platform build is not supported for the docker driver|multiple platforms feature is currently not supported/,
    // Only a warning by itself
    {
      line: /requested image's platform \(\S+\) does not match the detected host platform/,
      strength: 'symptom',
    },
  ],
  above: [
    'docker-build-step-failed',
    'docker-image-not-found',
    'script-not-executable',
    'command-not-found',
    'file-missing',
    'python-error',
  ],
  explain: ({ facts }) =>
    `${facts.path ? `\`${facts.path}\`` : 'An image or a program in it'} is made for another processor or system than the one that it runs on${facts.platform ? ` (${facts.platform} was wanted)` : ''}: ARM64 against x86-64, mostly.`,
  fix: ({ facts, build }) => {
    const isArm = /ARM|aarch64/i.test(`${build?.image} ${build?.computeType}`);
    return [
      {
        title: `Build on the processor that it is for: environment type ARM_CONTAINER for ARM64, LINUX_CONTAINER for x86-64${isArm ? ' (this build ran on ARM64)' : ''}; for a tool, install the download for \`uname -m\``,
        command: 'uname -m',
        changes: false,
      },
      getPlatformStep(facts.platform),
      {
        title:
          'To build for the other one on this machine, register the emulators first (slow; needs privileged mode)',
        command: 'docker run --privileged --rm tonistiigi/binfmt --install all && docker buildx create --use',
        changes: false,
        verify: 'docker buildx ls',
      },
    ];
  },
});

function getPlatformStep(wanted: string | undefined): FixStep {
  const platform = wanted && /^linux\/(?:amd64|arm64)/.exec(wanted)?.[0];
  return {
    title:
      'Or ask for one platform everywhere: in `docker build`, in `FROM --platform=...`, and choose a base image that has it',
    command: sh`docker build --platform ${platform ?? 'linux/amd64'} .`,
    changes: false,
    verify: sh`docker image inspect --format ${'{{.Os}}/{{.Architecture}}'} YOUR_IMAGE`,
  };
}
