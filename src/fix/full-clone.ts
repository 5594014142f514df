import type { Build, FixStep } from '../model.ts';
import { grantStep } from './policy.ts';
import { regionOption } from './project.ts';
import { placeholder, raw, sh } from './shell.ts';

/**
 * The steps that give a build of CodePipeline the whole repository with `.git` instead of a zip.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/tutorials-github-gitclone.html
 */
export function fullCloneSteps(build: Build | undefined): FixStep[] {
  const name = build?.pipeline?.name ?? placeholder('pipeline');
  const region = regionOption(build);
  const edit =
    '(.pipeline.stages[].actions[] | select(.actionTypeId.category == "Source")).configuration.OutputArtifactFormat = "CODEBUILD_CLONE_REF" | {pipeline}';
  return [
    {
      title:
        'Pass the build a full clone: set the output artifact format of the pipeline’s source action to CODEBUILD_CLONE_REF',
      command: sh`aws codepipeline get-pipeline --name ${name}${region} | jq ${edit} > pipeline.json && aws codepipeline update-pipeline --cli-input-json file://pipeline.json${region}`,
      changes: true,
      verify: sh`aws codepipeline get-pipeline --name ${name}${region} --query ${'pipeline.stages[].actions[].configuration.OutputArtifactFormat'}`,
    },
    grantStep(
      {
        policyName: 'faultline-full-clone',
        statements: [
          {
            Effect: 'Allow',
            Action: ['codestar-connections:UseConnection'],
            Resource: [placeholder('connection arn')],
          },
        ],
      },
      build,
    ),
    {
      title: 'Or clone the repository in the buildspec, where the connection allows no full clone',
      command: sh`git clone ${build?.source?.location ?? placeholder('repository url')} ${raw('"$CODEBUILD_SRC_DIR"/clone')}`,
      changes: false,
    },
  ];
}
