import { getPullSteps } from '../../src/fix/build-image.ts';
import { findEcrImage } from '../../src/fix/image-reference.ts';
import { largerComputeStep, updateEnvironmentStep } from '../../src/fix/project.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'build-image-pull-failed',
  family: 'docker',
  title: "CodeBuild cannot pull the build's own environment image",
  patterns: [
    // PROVISIONING's context message, with what ECS or the registry said behind it
    /Unable to pull customer's container image.{0,200}?pull access denied for (?<image>[^\s,]+)/,
    /Unable to pull customer's container image.{0,200}?manifest for (?<image2>[^\s,]+) (?<missing>not found)/,
    /Unable to pull customer's container image.{0,200}?https?:\/\/(?<host>[\w.-]+)\/v2\//,
    /BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE|Unable to pull customer's container image/,
    // CannotPullContainerError alone is of a task of ECS that the build deploys.
    // What StartBuild and UpdateProject answer
    /cannot use a CodeBuild (?<state>curated image) with imagePullCredentialsType SERVICE_ROLE/,
  ],
  above: [
    'docker-image-not-found',
    'docker-registry-auth-failed',
    'docker-repository-not-found',
    'docker-platform-mismatch',
    'dns-failed',
    'network-refused',
    'network-timeout',
    'remote-server-error',
    'disk-full',
    'tls-failed',
    'ecs-deploy-failed',
  ],
  checks: (situation) => {
    const image = findEcrImage({ image: getImage(situation) ?? '' }, situation.build);
    if (!image) return [];
    const { repository } = image;
    return [
      { kind: 'ecr-image-missing', ...image },
      { kind: 'ecr-policy-denies', repository, actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] },
    ];
  },
  explain: (situation) => {
    const image = getImage(situation);
    if (situation.facts.state)
      return "One of CodeBuild's own images must be pulled with CodeBuild's credentials: imagePullCredentialsType SERVICE_ROLE is for images of one's own.";
    return `CodeBuild cannot pull ${image ?? "the project's environment image"}, in which the commands would run: it does not exist under that name, the project may not pull it, or it does not fit the disk.`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    if (facts.state) return [getOwnImageStep(situation)];
    const image = getImage(situation) ?? facts.host;
    const other: FixStep = updateEnvironmentStep(
      {
        title: "Correct the environment image of the project, or use one of CodeBuild's own",
        field: 'image',
        value: 'aws/codebuild/standard:7.0',
      },
      build,
    );
    // Nothing is known of it: most images of one's own are in ECR.
    const isEcr = image === undefined || /\.dkr\.ecr\./.test(image);
    const pull = isEcr ? getPullSteps(image, build) : [CREDENTIAL_STEP];
    const isNamed = facts.missing === undefined && (isEcr || facts.image === undefined);
    const steps = isNamed ? [...pull, other] : [other, ...pull];
    return [...steps, largerComputeStep(build)];
  },
});

function getOwnImageStep({ build }: Situation): FixStep {
  return updateEnvironmentStep(
    {
      title: "Pull CodeBuild's own image with imagePullCredentialsType CODEBUILD",
      field: 'imagePullCredentialsType',
      value: 'CODEBUILD',
    },
    build,
  );
}

function getImage({ facts, build }: Situation): string | undefined {
  return facts.image ?? build?.image;
}

const CREDENTIAL_STEP: FixStep = {
  title:
    'For a private image, give the project a registryCredential (a Secrets Manager secret with username and password) and imagePullCredentialsType SERVICE_ROLE',
  changes: false,
};
