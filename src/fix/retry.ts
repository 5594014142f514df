import type { Build, FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

/** The last step of every fix: run the build again, through its pipeline where one started it. */
export function getRetryStep(build: Build | undefined): FixStep[] {
  if (!build) return [];
  const { pipeline, region } = build;
  if (!pipeline) {
    return [
      {
        title: 'Run the build again',
        command: sh`aws codebuild retry-build --id ${build.id} --region ${region}`,
        changes: true,
      },
    ];
  }
  const stage = pipeline.stage ?? placeholder('stage');
  // Without an execution id the newest one's is asked for: a stage is retried within its execution.
  const newest = sh`"$(aws codepipeline list-pipeline-executions --pipeline-name ${pipeline.name} --region ${region} --max-items 1 --query 'pipelineExecutionSummaries[0].pipelineExecutionId' --output text | head -n 1)"`;
  const execution = pipeline.execution ? sh`${pipeline.execution}` : newest;
  const command = `${sh`aws codepipeline retry-stage-execution --pipeline-name ${pipeline.name} --stage-name ${stage}`} --pipeline-execution-id ${execution} --retry-mode FAILED_ACTIONS ${sh`--region ${region}`}`;
  return [{ title: `Retry stage ${stage} of pipeline ${pipeline.name}`, command, changes: true }];
}
