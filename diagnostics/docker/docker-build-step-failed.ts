import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-build-step-failed',
  family: 'docker',
  title: 'A step of the image build failed',
  patterns: [
    // The classic builder, BuildKit, its older form, podman and buildah, kaniko
    {
      line: /The command '(?<command>.{1,500})' returned a non-zero code: (?<exit>\d+)/,
      strength: 'symptom',
    },
    {
      line: /process "(?<command>.{1,500})" did not complete successfully: exit code: (?<exit>\d+)/,
      strength: 'symptom',
    },
    {
      line: /executor failed running \[(?<command>.{1,500})\]: exit code: (?<exit>\d+)/,
      strength: 'symptom',
    },
    { line: /building at STEP "(?<command>.{1,500})": .{0,80}exit status (?<exit>\d+)/, strength: 'symptom' },
    { line: /error building stage: failed to execute command|failed to solve: /, strength: 'symptom' },
    // docker compose, Copilot, CDK
    {
      line: /Service '[^']+' failed to build|build Dockerfile at \S+: .{0,80}exit status/,
      strength: 'symptom',
    },
    { line: /docker (?:build .{0,500})?exited with (?:error code|status) \d+/, strength: 'symptom' },
    // What follows when the image was never built and a script went on
    {
      line: /['"]docker tag['"] requires (?:exactly )?2 arguments/,
      near: { line: /An image does not exist locally with the tag/, within: 12 },
      strength: 'likely',
    },
    {
      line: /An image does not exist locally with the tag: (?<image>\S+)|tag does not exist: (?<image2>\S+)/,
      strength: 'symptom',
    },
  ],
  isSummary: true,
  explain: ({ facts }) => {
    if (facts.image)
      return `There is no local image ${facts.image} to push: the \`docker build\` before it failed, or tagged another name.`;
    const exit = facts.exit ? ` with exit code ${facts.exit}` : '';
    return `${facts.command ? `The step \`${facts.command}\` of the Dockerfile` : 'A step of the image build'} failed${exit}; its own message stands above that line.`;
  },
  fix: ({ facts }) => [
    ...(facts.image
      ? [
          {
            title:
              'Look at the output of `docker build` earlier in this log, and compare its -t with the name that is pushed',
            command: 'docker images',
            changes: false,
          },
        ]
      : []),
    {
      title: 'Read the output of that step above the message; run it again with all of it shown',
      command: 'docker build --progress=plain --no-cache .',
      changes: false,
    },
    {
      title:
        'Begin scripts and long commands of the buildspec with `set -e`, so that a failed docker build stops there',
      changes: false,
    },
  ],
});
