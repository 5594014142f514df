import type { Statement } from '../fix/policy.ts';
import type { Facts } from '../model.ts';
import type { Question } from './questions.ts';

/**
 * The question whether IAM allows what was refused, together with all that the fix would allow. Takes the facts of the
 * refusal, the fix's statements, and the action where the log does not name one.
 */
export function askPermission(facts: Facts, statements: readonly Statement[], action?: string): Question {
  return {
    kind: 'permission-missing',
    action: facts.action ?? action ?? statements[0]?.Action[0] ?? '',
    resource: facts.resource,
    principal: facts.principal,
    statements,
    said: facts.deny ?? facts.missing,
  };
}
