import type { Signature } from '../../src/signature.ts';
import codepipelineActionFailed from './codepipeline-action-failed.ts';

/** The family `pipeline`, specific before generic. */
export const pipeline: readonly Signature[] = [codepipelineActionFailed];
