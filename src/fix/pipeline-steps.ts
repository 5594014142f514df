import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { findPolicyResource, findRegion } from './arn.ts';
import { getAccessSteps } from './denial.ts';
import { allow } from './policy.ts';
import { findObject, getS3Statements } from './s3-access.ts';
import { placeholder, raw, sh } from './shell.ts';
import { trustRoleStep } from './trust.ts';

function getNames({ build }: Situation) {
  const region = findRegion(build);
  return {
    pipeline: build?.pipeline?.name ?? placeholder('pipeline'),
    inRegion: raw(region ? sh` --region ${region}` : ''),
  };
}

/** Stage, action and the words of the actions that failed last. */
export function getLookStep(situation: Situation): FixStep {
  const { pipeline, inRegion } = getNames(situation);
  return {
    title: 'See which action failed, and why',
    command: sh`aws codepipeline list-action-executions --pipeline-name ${pipeline} --max-items 20 --query ${"actionExecutionDetails[?status=='Failed'].[stageName,actionName,output.executionResult.externalExecutionSummary]"}${inRegion}`,
    changes: false,
  };
}

/** A new execution makes a new source artifact; a retry would ask for the old one. */
export function getReleaseSteps(situation: Situation): FixStep[] {
  const { pipeline, inRegion } = getNames(situation);
  const bucket = findObject(situation.facts)?.bucket ?? placeholder('artifact_bucket');
  return [
    {
      title:
        'Release the change again (a new execution) instead of retrying: that writes a new artifact to the bucket',
      command: sh`aws codepipeline start-pipeline-execution --name ${pipeline}${inRegion}`,
      changes: true,
      verify: sh`aws codepipeline get-pipeline-state --name ${pipeline}${inRegion} --query ${'stageStates[].[stageName,latestExecution.status]'} --output text`,
    },
    {
      title: 'See whether a lifecycle rule deletes artifacts while they are needed',
      command: sh`aws s3api get-bucket-lifecycle-configuration --bucket ${bucket}${inRegion}`,
      changes: false,
    },
  ];
}

/** Starts a build the way its project is made for: through the pipeline. */
export function getStartSteps(situation: Situation): FixStep[] {
  const { pipeline, inRegion } = getNames(situation);
  return [
    {
      title: 'Start the pipeline: it hands the source to the project and takes its artifacts',
      command: sh`aws codepipeline start-pipeline-execution --name ${pipeline}${inRegion}`,
      changes: true,
    },
    {
      title: 'If the name of the pipeline is not known, look it up',
      command: sh`aws codepipeline list-pipelines --query ${'pipelines[].name'} --output text${inRegion}`,
      changes: false,
    },
  ];
}

/** Lets the role of an action into the artifact bucket; across accounts bucket and key must let it in as well. */
export function getArtifactBucketSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  const bucket = findObject(facts)?.bucket ?? placeholder('artifact_bucket');
  const statements = getS3Statements({ ...situation, phase: 'DOWNLOAD_SOURCE' });
  const grant = { role: placeholder('action_role'), policyName: 'faultline-artifacts', statements };
  return [
    getLookStep(situation),
    ...getAccessSteps(grant, facts, build),
    {
      title:
        'For an action in another account also let the bucket policy allow s3:GetObject to its role, and the policy of the pipeline KMS key kms:Decrypt (the default key cannot be shared)',
      command: sh`aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text${getNames(situation).inRegion}`,
      changes: false,
    },
  ];
}

/** Lets the pipeline start the build and wait for its end. */
export function getStartBuildSteps({ facts, build }: Situation): FixStep[] {
  const actions = ['codebuild:StartBuild', 'codebuild:BatchGetBuilds', 'codebuild:StopBuild'];
  const project = findPolicyResource(facts.resource, build, facts.principal) ?? placeholder('project_arn');
  const statements = [allow([...new Set([facts.action ?? '', ...actions])].filter(Boolean), [project])];
  const role = facts.principal ?? placeholder('pipeline_role');
  return getAccessSteps({ role, policyName: 'faultline-start-build', statements }, facts, build);
}

/** Lets the pipeline's role take on the role of an action: both sides must allow it. */
export function getActionRoleSteps({ facts, build }: Situation): FixStep[] {
  const statements = [allow(['sts:AssumeRole'], [facts.role ?? placeholder('action_role_arn')])];
  const role = facts.principal ?? placeholder('pipeline_role');
  return [
    ...getAccessSteps({ role, policyName: 'faultline-action-role', statements }, facts, build),
    trustRoleStep(facts.role, role, build),
  ];
}

/** A file that an action looks for in its input must be among the artifacts of the build before it. */
export function getArtifactStep(file: string): FixStep {
  return {
    title: `Let the build put ${file} into its output artifact: list it under \`files\` of the \`artifacts\` section, and check \`base-directory\` and \`discard-paths\``,
    patch: `--- a/buildspec.yml\n+++ b/buildspec.yml\n@@ -1,2 +1,3 @@\n artifacts:\n   files:\n+    - ${JSON.stringify(file)}\n`,
    changes: false,
  };
}
