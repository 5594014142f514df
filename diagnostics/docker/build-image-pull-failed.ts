import { getPullSteps } from '../../src/fix/build-image.ts';
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
    /BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE|Unable to pull customer's container image|CannotPullContainerError/,
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
    'tls-failed',
    'ecs-deploy-failed',
  ],
  explain: (situation) => {
    const image = getImage(situation);
    return `CodeBuild cannot pull ${image ?? "the project's environment image"}, in which the commands would run: it does not exist under that name, the project may not pull it, or it does not fit the disk.`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
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

function getImage({ facts, build }: Situation): string | undefined {
  return facts.image ?? build?.image;
}

const CREDENTIAL_STEP: FixStep = {
  title:
    'For a private image, give the project a registryCredential (a Secrets Manager secret with username and password) and imagePullCredentialsType SERVICE_ROLE',
  changes: false,
};
