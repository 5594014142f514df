import type { Situation } from '../signature.ts';
import { findStack, getStackName } from './stack.ts';

/** Whether the stack failed for having nothing to change. */
export function isEmptyChange({ facts: { reason, state, logicalId, status } }: Situation): boolean {
  // The API's words, or those of a tool, which the signature names `state`.
  return (reason === 'No updates are to be performed' || state !== undefined) && !logicalId && !status;
}

/** What broke in the stack, with the resource and the reason where the log tells them. */
export function renderStackFailure(situation: Situation): string {
  const { logicalId, reason, type } = situation.facts;
  const stack = findStack(situation);
  if (isEmptyChange(situation))
    return `The stack${stack ? ` \`${stack}\`` : ''} has nothing to change, and the command counts that as a failure.`;
  const what = logicalId
    ? `The resource \`${logicalId}\`${type ? ` (${type})` : ''} of the stack`
    : `The stack \`${getStackName(stack)}\``;
  const why = reason
    ? `: ${reason.trim().slice(0, 240).replace(/\.$/, '')}`
    : '; its first FAILED event names the reason';
  return `${stack || logicalId ? what : 'A CloudFormation stack'} could not be created or updated${why}.`;
}
