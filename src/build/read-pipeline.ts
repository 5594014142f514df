import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws.ts';
import type { Build, SourceArchive } from '../model.ts';

/**
 * Stage, action and execution of the pipeline that started a build, and the artifact that the build got as its source:
 * the action's external execution is the build.
 * What AWS will not say is left out; the pipeline's name is known from the build. Never throws.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
 */
export async function readPipelineRun(
  aws: Aws,
  { pipeline, id }: Pick<Build, 'pipeline' | 'id'>,
): Promise<Pick<Build, 'pipeline' | 'archive'>> {
  if (!pipeline) return { pipeline };
  try {
    const { ListActionExecutionsCommand } = await import('@aws-sdk/client-codepipeline');
    const codepipeline = await aws.codepipeline();
    const { actionExecutionDetails = [] } = await codepipeline.send(
      new ListActionExecutionsCommand({ pipelineName: pipeline.name, maxResults: 100 }),
    );
    const run = actionExecutionDetails.find(
      (action) => action.output?.executionResult?.externalExecutionId === id,
    );
    const { stageName: stage, actionName: action, pipelineExecutionId: execution } = run ?? {};
    return { pipeline: { ...pipeline, stage, action, execution }, archive: run && findArchive(run) };
  } catch {
    // The fix then names the stage by a placeholder; a diagnosis is not lost for it.
    return { pipeline };
  }
}

/** Of several artifacts the one that the action names as its primary source. */
function findArchive({ input }: ActionExecutionDetail): SourceArchive | undefined {
  const artifacts = input?.inputArtifacts ?? [];
  const primary = input?.configuration?.PrimarySource;
  const artifact = artifacts.find(({ name }) => name === primary) ?? artifacts[0];
  const { bucket, key } = artifact?.s3location ?? {};
  return bucket && key ? { bucket, key } : undefined;
}
