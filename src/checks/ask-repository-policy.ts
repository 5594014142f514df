import { parseArn } from '../fix/arn.ts';
import { findRepositoryName, getRepositoryArn } from '../fix/ecr.ts';
import type { Build, Facts } from '../model.ts';
import type { Question } from './questions.ts';

/** The question whether the repository itself denies; none for one that is not known or of another account. */
export function askRepositoryPolicy(
  facts: Facts,
  build: Build | undefined,
  actions: readonly string[],
): Question[] {
  const arn = parseArn(getRepositoryArn(facts, build));
  const repository = findRepositoryName(facts);
  if (!repository || !arn || arn.account !== build?.account || arn.region !== build.region) return [];
  return [{ kind: 'ecr-policy-denies', repository, actions }];
}
