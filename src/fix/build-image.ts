import type { Build, FixStep } from '../model.ts';
import { findEcr, parseImage } from './image-reference.ts';
import { allow, grantStep } from './policy.ts';
import { updateEnvironmentStep } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** https://docs.aws.amazon.com/codebuild/latest/userguide/sample-ecr.html */
const ACTIONS = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];

/** The steps that let CodeBuild pull an environment image from ECR; `image` is a reference or the registry's host alone. */
export function getPullSteps(image: string | undefined, build: Build | undefined): FixStep[] {
  const parsed = image ? parseImage(image) : undefined;
  const ecr = findEcr(parsed?.host) ?? findEcr(image);
  const name = (parsed?.host && parsed.repository) || placeholder('repository_name');
  const region = ecr?.region ?? build?.region ?? placeholder('region');
  const account = ecr?.account ?? build?.account ?? placeholder('account_id');
  const arn = `arn:${build?.partition ?? 'aws'}:ecr:${region}:${account}:repository/${name}`;
  const statements = [allow(ACTIONS, [arn]), allow(['ecr:GetAuthorizationToken'], ['*'])];
  return [
    {
      ...grantStep({ policyName: 'faultline-build-image', statements }, build),
      title: `Let the service role pull it: ${ACTIONS.join(', ')} on the repository, and ecr:GetAuthorizationToken`,
    },
    updateEnvironmentStep(
      {
        title: 'Pull with the service role of the project',
        field: 'imagePullCredentialsType',
        value: 'SERVICE_ROLE',
      },
      build,
    ),
    {
      title:
        'If the image is in another account, its repository policy must allow the role (with CODEBUILD credentials: codebuild.amazonaws.com) the same actions',
      command: sh`aws ecr get-repository-policy --repository-name ${name} --region ${region}`,
      changes: false,
    },
  ];
}
