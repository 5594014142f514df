import type { Comparison } from './build/what-changed.ts';
import { isOfTests } from './get-questions.ts';
import type { Facts } from './model.ts';
import type { Signature } from './signature.ts';

export interface Verdict {
  retryable: boolean;
  retryReason: string;
}

/** Whether running the same build again can help by itself, and why: by what failed, and by what is known of the project. */
export function getRetryVerdict(
  signature: Signature | undefined,
  facts: Facts,
  comparison: Comparison | undefined,
  recoveredByRetry = 0,
): Verdict {
  const verdict = judge(signature, facts, comparison);
  if (!verdict.retryable || recoveredByRetry === 0) return verdict;
  const times = recoveredByRetry === 1 ? 'once' : `${recoveredByRetry} times`;
  return {
    ...verdict,
    retryReason: `${verdict.retryReason} A retry alone made this project green ${times} before.`,
  };
}

/** Whether running a build again may help at all: of what fails in the same way each time nobody asks how often it did. */
export function mayPass(signature: Signature | undefined): boolean {
  return signature?.retryable === true || isLuck(signature);
}

/** What depends on luck (time, order, the network) shows by failing where nothing is different. */
function isLuck(signature: Signature | undefined): boolean {
  return !signature || isOfTests(signature);
}

/** An answer of a server that stays the same: not 408, 425 or 429, which ask for patience. */
const LASTING = /^4(?!08|25|29)\d\d$/;

function judge(signature: Signature | undefined, facts: Facts, comparison: Comparison | undefined): Verdict {
  if (signature?.retryable && LASTING.test(facts.status ?? ''))
    return { retryable: false, retryReason: `A server that answers ${facts.status} does so again.` };
  if (signature?.retryable && facts.wayOut)
    return { retryable: false, retryReason: 'The VPC of the build has no way to the host.' };
  if (signature?.retryable)
    return {
      retryable: true,
      retryReason: signature.retryReason ?? 'What it failed on can pass by itself.',
    };
  if (isLuck(signature) && comparison?.isSameCommit && comparison.changes.length === 0)
    return {
      retryable: true,
      retryReason: 'The same commit was green before, and nothing that CodeBuild knows of is different.',
    };
  if (!signature) return { retryable: false, retryReason: 'Nothing says that it would pass when run again.' };
  return { retryable: false, retryReason: 'It will fail in the same way until this is mended.' };
}
