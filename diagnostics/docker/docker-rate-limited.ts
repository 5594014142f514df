import { replaceBaseImage } from '../../src/fix/dockerfile.ts';
import { findPublicMirror } from '../../src/fix/image-reference.ts';
import { regionOption } from '../../src/fix/project.ts';
import { getLoginCommand } from '../../src/fix/registry.ts';
import { sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-rate-limited',
  family: 'docker',
  title: 'The registry refuses the pull: too many requests (Docker Hub pull limit)',
  patterns: [
    // The classic builder names the image in the line of its step.
    {
      line: /toomanyrequests: /,
      near: { line: /^Step \d+\/\d+ : FROM (?:--platform=\S+ )?(?<image>[\w./:@-]+)/, within: 4 },
    },
    // BuildKit and containerd: the image, then the registry's answer
    /failed to solve: (?<image2>[\w./:@-]+): .{0,400}429 Too Many Requests/,
    /\/\/(?<host>[\w.:-]{1,100})\/v2\/(?<repository>\S{1,200}?)\/(?:manifests|blobs)\/(?<tag>[\w.:-]{1,130}): 429 Too Many Requests/,
    /failed to fetch (?:oauth|anonymous) token.{0,300}429 Too Many/,
    // Docker Hub, ECR Public, GHCR, kaniko, crane
    /\btoo ?many ?requests: |TOOMANYREQUESTS\b|reached your (?:unauthenticated )?pull rate limit/,
    /(?:docker\.io|ecr\.aws|ghcr\.io|quay\.io|dkr\.ecr)\S* .{0,200}429 Too Many Requests/,
  ],
  above: [
    'build-image-pull-failed',
    'docker-build-step-failed',
    'docker-image-not-found',
    'docker-registry-auth-failed',
    'aws-throttled',
    'ecs-deploy-failed',
    'cdk-synth-failed',
  ],
  sharedBy: [],
  explain: (situation) => {
    const image = getImage(situation);
    return `The registry refuses to hand out ${image ?? 'the image'}: too many pulls from this address. CodeBuild's addresses are shared, and an anonymous pull from Docker Hub counts by address.`;
  },
  fix: (situation) => [...getMirrorSteps(situation), LOGIN_STEP, cacheStep(situation)],
  retryable: true,
  retryReason: "The registry's limit counts over six hours, and another build's address may have pulls left.",
});

function getImage({ facts }: Situation): string | undefined {
  if (facts.image) return facts.image;
  const name = facts.repository?.replace(/^library\//, '');
  return name && facts.tag && !facts.tag.startsWith('sha256') ? `${name}:${facts.tag}` : name;
}

function getMirrorSteps(situation: Situation): FixStep[] {
  const image = getImage(situation);
  const mirror = image && findPublicMirror(image);
  if (!mirror) return [];
  return [
    {
      title: `Take it from Amazon's copy, which has no such limit: ${mirror} (the build's own image as well as a FROM)`,
      patch: replaceBaseImage(image, mirror),
      changes: true,
      verify: sh`docker pull ${mirror}`,
    },
  ];
}

const LOGIN_STEP: FixStep = {
  title:
    "Or log in to the registry before the first pull, with an access token from Secrets Manager (for the build's own image: registryCredential of the project), or use a copy at public.ecr.aws",
  command: getLoginCommand(undefined),
  changes: false,
};

function cacheStep({ build }: Situation): FixStep {
  const region = regionOption(build);
  return {
    title: 'Or pull through ECR: a cache rule for Docker Hub with its credentials',
    command: sh`aws ecr create-pull-through-cache-rule --ecr-repository-prefix docker-hub --upstream-registry-url registry-1.docker.io --credential-arn YOUR_SECRET_ARN${region}`,
    changes: true,
    verify: sh`aws ecr validate-pull-through-cache-rule --ecr-repository-prefix docker-hub${region}`,
  };
}
