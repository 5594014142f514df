import { z } from 'zod';
import { epoch, type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { Pipeline } from '../scenario-schema.ts';

function needPipeline({ account }: World, name: string): Pipeline {
  const found = account.pipelines.get(name);
  if (found) return found;
  throw new AwsError(
    'PipelineNotFoundException',
    `Account '${account.id}' does not have a pipeline with name '${name}'`,
  );
}

type Action = Pipeline['stages'][number]['actions'][number];

/** The build's own id and page stand with the action that ran it. */
function external(action: Action, pipeline: Pipeline, { account }: World) {
  if (!action.runsBuild || !pipeline.build) return {};
  const [project = ''] = pipeline.build.split(':');
  const page = `https://console.aws.amazon.com/codesuite/codebuild/${account.id}/projects/${project}/build`;
  return {
    externalExecutionId: pipeline.build,
    url: `${page}/${encodeURIComponent(pipeline.build)}/?region=${account.region}`,
  };
}

function getAction(action: Action, stage: string, pipeline: Pipeline, world: World) {
  const { externalExecutionId, url } = external(action, pipeline, world);
  return {
    pipelineExecutionId: pipeline.execution,
    actionExecutionId: `${pipeline.execution}-${action.name}`.toLowerCase(),
    pipelineVersion: 3,
    stageName: stage,
    actionName: action.name,
    startTime: epoch(pipeline.at),
    lastUpdateTime: epoch(pipeline.at),
    status: action.status,
    input: {
      actionTypeId: { category: action.category, owner: 'AWS', provider: action.provider, version: '1' },
      configuration: action.project ? { ProjectName: action.project } : {},
      region: world.account.region,
      inputArtifacts: [
        {
          name: 'SourceArtifact',
          s3location: { bucket: pipeline.artifactBucket, key: pipeline.artifactKey },
        },
      ],
    },
    output: {
      outputArtifacts: [],
      executionResult: {
        externalExecutionId,
        externalExecutionUrl: url,
        externalExecutionSummary: action.error?.message,
        errorDetails: action.error,
      },
    },
  };
}

function getExecution(name: string, pipeline: Pipeline) {
  return {
    pipelineName: name,
    pipelineVersion: 3,
    pipelineExecutionId: pipeline.execution,
    status: pipeline.status,
    artifactRevisions: [{ name: 'SourceArtifact', revisionId: pipeline.revision }],
    trigger: { triggerType: 'Webhook' },
    executionMode: 'SUPERSEDED',
  };
}

function getState(name: string, pipeline: Pipeline, world: World) {
  return {
    pipelineName: name,
    pipelineVersion: 3,
    stageStates: pipeline.stages.map((stage) => ({
      stageName: stage.name,
      latestExecution: {
        pipelineExecutionId: pipeline.execution,
        status: stage.actions.find(({ status }) => status !== 'Succeeded')?.status ?? 'Succeeded',
      },
      actionStates: stage.actions.map((action) => {
        const { externalExecutionId, url } = external(action, pipeline, world);
        return {
          actionName: action.name,
          latestExecution: {
            status: action.status,
            lastStatusChange: epoch(pipeline.at),
            externalExecutionId,
            externalExecutionUrl: url,
            errorDetails: action.error,
          },
        };
      }),
    })),
  };
}

function needExecution(pipeline: Pipeline, execution: string): void {
  if (execution === pipeline.execution) return;
  throw new AwsError('PipelineExecutionNotFoundException', `Pipeline execution '${execution}' was not found`);
}

const execution = z.object({ pipelineName: z.string(), pipelineExecutionId: z.string() });
const list = z.object({
  pipelineName: z.string(),
  filter: z.object({ pipelineExecutionId: z.string().optional() }).optional(),
});

export const codepipeline: Operations = {
  GetPipelineExecution: operation(execution, (input, world) => {
    const pipeline = needPipeline(world, input.pipelineName);
    needExecution(pipeline, input.pipelineExecutionId);
    return { pipelineExecution: getExecution(input.pipelineName, pipeline) };
  }),
  ListPipelineExecutions: operation(z.object({ pipelineName: z.string() }), (input, world) => {
    const pipeline = needPipeline(world, input.pipelineName);
    return {
      pipelineExecutionSummaries: [
        {
          pipelineExecutionId: pipeline.execution,
          status: pipeline.status,
          startTime: epoch(pipeline.at),
          lastUpdateTime: epoch(pipeline.at),
          sourceRevisions: [{ actionName: 'Source', revisionId: pipeline.revision }],
        },
      ],
    };
  }),
  ListActionExecutions: operation(list, (input, world) => {
    const pipeline = needPipeline(world, input.pipelineName);
    if (input.filter?.pipelineExecutionId) needExecution(pipeline, input.filter.pipelineExecutionId);
    const actions = pipeline.stages.flatMap((stage) =>
      stage.actions.map((action) => getAction(action, stage.name, pipeline, world)),
    );
    // The latest action comes first.
    return { actionExecutionDetails: actions.reverse() };
  }),
  GetPipelineState: operation(z.object({ name: z.string() }), ({ name }, world) =>
    getState(name, needPipeline(world, name), world),
  ),
  RetryStageExecution: operation(
    execution.extend({ stageName: z.string(), retryMode: z.string() }),
    (input, world) => {
      const pipeline = needPipeline(world, input.pipelineName);
      needExecution(pipeline, input.pipelineExecutionId);
      const stage = pipeline.stages.find(({ name }) => name === input.stageName);
      if (!stage) throw new AwsError('StageNotFoundException', `Stage '${input.stageName}' was not found`);
      if (stage.actions.every(({ status }) => status !== 'Failed')) {
        throw new AwsError(
          'StageNotRetryableException',
          `Stage '${input.stageName}' has no failed action to retry`,
        );
      }
      return { pipelineExecutionId: pipeline.execution };
    },
  ),
};
