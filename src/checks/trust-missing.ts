import { GetRoleCommand } from '@aws-sdk/client-iam';
import { parseArn } from '../fix/arn.ts';
import { getRoleName } from '../fix/policy.ts';
import type { Build } from '../model.ts';
import { type Check, confirmed, isError, type Result, refuted, unknown } from './check.ts';
import { parseStatements } from './policy-document.ts';
import { findFailedCondition, isForPrincipal, type Trusted } from './trust-policy.ts';

/** Reads the role's trust policy: may CodeBuild, or another role, assume it? Conditions that can be judged are. */
export const trustMissing: Check<'trust-missing'> = {
  permissions: ['iam:GetRole'],
  asks: "whether a role's trust policy lets CodeBuild, or another role, assume it",
  word: ({ role, principal }) =>
    `May ${principal ? getRoleName(principal) : 'CodeBuild'} assume ${getRoleName(role)}?`,
  async ask({ iam }, { role, principal }, build) {
    const name = getRoleName(role);
    const account = parseArn(role)?.account;
    if (account && account !== build.account)
      return unknown(`Not checked: ${name} is of account ${account}; only that account can say.`);
    try {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
      return judge(name, Role?.AssumeRolePolicyDocument ?? '', getTrusted(principal, build));
    } catch (error) {
      if (isError(error, 'NoSuchEntityException')) return confirmed(`There is no role ${name}.`);
      throw error;
    }
  },
};

function getTrusted(principal: string | undefined, build: Build): Trusted {
  const { partition, account, region, project } = build;
  const sourceArn = `arn:${partition}:codebuild:${region}:${account}:project/${project}`;
  if (!principal) return { service: 'codebuild.amazonaws.com', account, sourceArn };
  return { role: getRoleName(principal), account: parseArn(principal)?.account ?? account };
}

function judge(name: string, document: string, trusted: Trusted): Result {
  const who = 'service' in trusted ? trusted.service : trusted.role;
  const about = parseStatements(document).filter((statement) => isForPrincipal(statement, trusted));
  const denied = about.find(({ Effect }) => Effect === 'Deny');
  const allowed = about.filter(({ Effect }) => Effect === 'Allow');
  if (denied && !denied.Condition)
    return confirmed(`The trust policy of ${name} denies ${who} explicitly.`, {
      deny: 'explicit deny in a resource-based policy',
    });
  if (allowed.length === 0) return confirmed(`The trust policy of ${name} does not name ${who}.`);
  const failed = allowed.map((statement) => findFailedCondition(statement, trusted));
  if (failed.every((condition) => condition !== undefined))
    return confirmed(`The trust policy of ${name} names ${who}, but only where ${failed[0]}.`, {
      trustCondition: failed[0] ?? '',
    });
  return refuted(`The trust policy of ${name} names ${who}.`);
}
