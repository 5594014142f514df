import { allow, getRoleName, type Statement } from '../fix/policy.ts';
import { type Check, unknown } from './check.ts';
import { explainAllowed, explainBoundary, explainDeny, explainOrganization } from './denial-reasons.ts';
import { explainMissing } from './missing-statement.ts';
import { findSimulated } from './principal.ts';
import type { Question } from './questions.ts';
import { type Judged, simulate } from './simulate.ts';

/** More than so many are not named in the question. */
const NAMED = 2;

/**
 * Asks IAM's own simulator whether the role may do what was refused and what the same command takes besides, why not,
 * and once more with the fix's statements added.
 */
export const permissionMissing: Check<'permission-missing'> = {
  permissions: [
    'iam:SimulatePrincipalPolicy',
    'iam:GetRole',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
  ],
  asks: 'whether IAM allows what was refused, why not, and whether the fix is enough',
  word: (question, build) => {
    const actions = listActions(question);
    const named =
      actions.length > NAMED ? `${actions[0]} and ${actions.length - 1} more` : actions.join(' and ');
    return `May ${getRoleName(question.principal ?? build.role)} do ${named}?`;
  },
  async ask({ iam }, question, build) {
    const simulated = findSimulated(question.principal, build);
    if ('why' in simulated) return unknown(`Not checked: ${simulated.why}`);
    const statements = getStatements(question);
    // Asked for at once, since it is mostly wanted; not where the log already tells that a permission is no help.
    const proof = /deny|boundary|service control/.test(question.said ?? '')
      ? undefined
      : simulate(iam, simulated.role, statements, statements);
    proof?.catch(() => undefined);
    const judged = await simulate(iam, simulated.role, statements);
    const denied = judged.filter(({ decision }) => decision !== 'allowed');
    // What was refused is answered first, then what the command will need next.
    const worst = denied.find(({ action }) => action === question.action) ?? denied[0];
    if (!worst) return explainAllowed(question, judged, build);
    const asked = { iam, role: simulated.role, worst, denied };
    if (worst.byOrganization === false) return explainOrganization(asked);
    if (worst.decision === 'explicitDeny') return explainDeny(asked);
    if (worst.byBoundary === false) return explainBoundary(asked);
    if (isVague(worst, statements))
      return unknown(`Not checked: the log does not say on which resource ${worst.action} was refused.`);
    return explainMissing({ ...asked, proof }, question, statements);
  },
};

function getStatements({ statements, action, resource }: Permission): readonly Statement[] {
  return statements?.length ? statements : [allow([action], [resource ?? '*'])];
}

type Permission = Extract<Question, { kind: 'permission-missing' }>;

function listActions(question: Permission): string[] {
  const all = getStatements(question).flatMap(({ Action }) => Action);
  return [...new Set([question.action, ...all])];
}

/** A placeholder stands for the resource: that the role may not do it everywhere says nothing. */
function isVague({ action, resource }: Judged, statements: readonly Statement[]): boolean {
  const named = statements.filter(({ Action }) => Action.includes(action)).flatMap((s) => s.Resource);
  return resource === '*' && !named.includes('*');
}
