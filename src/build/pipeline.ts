import type { PipelineRun } from '../model.ts';

/** A build that CodePipeline started has `codepipeline/NAME` for its initiator. */
export function getPipeline(initiator: string | undefined): PipelineRun | undefined {
  const name = /^codepipeline\/(.+)$/.exec(initiator ?? '')?.[1];
  return name ? { name } : undefined;
}
