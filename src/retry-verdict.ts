import type { Comparison } from './build/what-changed.ts';
import { isOfTests } from './get-questions.ts';
import type { Report } from './model.ts';
import type { Signature } from './signature.ts';

/** Whether running the same build again can help by itself, and why: by what failed, and by what is known of the project. */
export function getRetryVerdict(
  signature: Signature | undefined,
  comparison: Comparison | undefined,
  recoveredByRetry = 0,
): Pick<Report, 'retryable' | 'retryReason'> {
  const verdict = judge(signature, comparison);
  if (!verdict.retryable || recoveredByRetry === 0) return verdict;
  const times = recoveredByRetry === 1 ? 'once' : `${recoveredByRetry} times`;
  return {
    ...verdict,
    retryReason: `${verdict.retryReason} A retry alone made this project green ${times} before.`,
  };
}

function judge(signature: Signature | undefined, comparison: Comparison | undefined) {
  if (signature?.retryable)
    return {
      retryable: true,
      retryReason: signature.retryReason ?? 'What it failed on can pass by itself.',
    };
  // What depends on luck (time, order, the network) shows by failing where nothing is different.
  const mayBeLuck = !signature || isOfTests(signature);
  if (mayBeLuck && comparison?.isSameCommit && comparison.changes.length === 0)
    return {
      retryable: true,
      retryReason: 'The same commit was green before, and nothing that CodeBuild knows of is different.',
    };
  if (!signature) return { retryable: false, retryReason: 'Nothing says that it would pass when run again.' };
  return { retryable: false, retryReason: 'It fails again in the same way until it is mended.' };
}
