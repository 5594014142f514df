import type { Question } from './checks/questions.ts';
import { isOfBuildspec } from './fix/anchor-patches.ts';
import type { Signature, Situation } from './signature.ts';

/**
 * What is asked about a diagnosis: what its signature wants to know, where the command stands when the fix patches the
 * buildspec, and which tests failed when there are reports that may tell.
 */
export function getQuestions(signature: Signature | undefined, situation: Situation): Question[] {
  const wanted = signature?.checks?.(situation) ?? [];
  const isWanted = (kind: Question['kind']) => wanted.some((question) => question.kind === kind);
  const { build, command, phase } = situation;
  const patchesBuildspec = signature
    ?.fix(situation)
    .some(({ patch }) => patch !== undefined && isOfBuildspec(patch, build));
  const mayHaveReports = (build?.reports?.length ?? 0) > 0 && (!signature || isOfTests(signature));
  return [
    ...wanted,
    ...(patchesBuildspec && !isWanted('buildspec') ? [{ kind: 'buildspec', command, phase } as const] : []),
    ...(mayHaveReports && !isWanted('failing-tests') ? [{ kind: 'failing-tests' } as const] : []),
  ];
}

/** Whether a signature is about failing tests. */
export function isOfTests({ id }: Signature): boolean {
  return /(?:^|-)tests-failed$/.test(id);
}
