import { type EvaluationResult, type IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { getPolicyDocument, getRoleName } from '../fix/policy.ts';
import type { Build } from '../model.ts';
import { type Check, confirmed, type Result, refuted, unknown } from './check.ts';

/**
 * Asks IAM's own simulator whether the role may do what was refused, and once more with the fix's statement added.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const permissionMissing: Check<'permission-missing'> = {
  permissions: ['iam:SimulatePrincipalPolicy'],
  asks: 'whether IAM allows what was refused, why not, and whether the fix is enough',
  word: ({ action, principal }, build) => `May ${getRoleName(principal ?? build.role)} do ${action}?`,
  async ask({ iam }, { action, resource, principal }, build) {
    const role = findRoleArn(principal, build);
    if (!role)
      return unknown('Not checked: the refused principal is not known, or is no role of this account.');
    const before = await simulate(iam, role, action, resource);
    if (before?.EvalDecision === 'allowed') {
      return refuted(
        `IAM allows ${getRoleName(role)} ${action}. The refusal then comes from elsewhere: a service control policy, a policy of the resource or of a VPC endpoint, or the key's policy; or the permission was added since.`,
      );
    }
    return explainDenial(
      before,
      await simulate(iam, role, action, resource, [getAddition(action, resource)]),
      action,
    );
  },
};

async function simulate(
  iam: IAMClient,
  role: string,
  action: string,
  resource: string | undefined,
  additions?: string[],
): Promise<EvaluationResult | undefined> {
  const { EvaluationResults: [result] = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role,
      ActionNames: [action],
      ...(resource?.startsWith('arn:') && { ResourceArns: [resource] }),
      ...(additions && { PolicyInputList: additions }),
    }),
  );
  return result;
}

function getAddition(action: string, resource: string | undefined): string {
  return getPolicyDocument([{ Effect: 'Allow', Action: [action], Resource: [resource ?? '*'] }]);
}

function explainDenial(
  before: EvaluationResult | undefined,
  after: EvaluationResult | undefined,
  action: string,
): Result {
  const isExplicit = before?.EvalDecision === 'explicitDeny';
  const policy = before?.MatchedStatements?.[0]?.SourcePolicyId;
  if (isExplicit)
    return confirmed(
      `A statement denies ${action} explicitly${policy ? ` (policy ${policy})` : ''}: adding a permission will not help until that is changed.`,
    );
  if (after?.EvalDecision === 'allowed')
    return confirmed(
      `No policy of the role allows ${action}; simulated with the fix's statement added, IAM allows it.`,
    );
  if (before?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) {
    return confirmed(
      `The role's permissions boundary does not allow ${action}: the statement alone will not help, the boundary must allow it too.`,
    );
  }
  return confirmed(
    `No policy of the role allows ${action}; simulated with the fix's statement added, IAM still says ${after?.EvalDecision ?? 'nothing'}.`,
  );
}

/**
 * The role behind a principal. An assumed-role ARN has lost the role's path, so the build's own role is taken
 * where the names agree.
 */
function findRoleArn(principal: string | undefined, build: Build): string | undefined {
  if (!principal) return build.role;
  if (build.role && getRoleName(principal) === getRoleName(build.role)) return build.role;
  const [, partition, account, name] =
    /^arn:(aws[\w-]*):sts::(\d{12}):assumed-role\/([^/]+)/.exec(principal) ?? [];
  if (name) return account === build.account ? `arn:${partition}:iam::${account}:role/${name}` : undefined;
  return principal.includes(':role/') && principal.includes(`:${build.account}:`) ? principal : undefined;
}
