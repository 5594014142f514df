import { ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws.ts';
import type { Build, PipelineRun } from '../model.ts';

/**
 * Stage, action and execution of the pipeline that started a build: the action's external execution is the build.
 * What AWS will not say is left out; the pipeline's name is known from the build. Never throws.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
 */
export async function readPipelineRun(
  aws: Aws,
  { pipeline, id }: Pick<Build, 'pipeline' | 'id'>,
): Promise<PipelineRun | undefined> {
  if (!pipeline) return undefined;
  try {
    const { actionExecutionDetails = [] } = await aws.codepipeline.send(
      new ListActionExecutionsCommand({ pipelineName: pipeline.name, maxResults: 100 }),
    );
    const run = actionExecutionDetails.find(
      (action) => action.output?.executionResult?.externalExecutionId === id,
    );
    return {
      ...pipeline,
      stage: run?.stageName,
      action: run?.actionName,
      execution: run?.pipelineExecutionId,
    };
  } catch {
    // The fix then names the stage by a placeholder; a diagnosis is not lost for it.
    return pipeline;
  }
}
