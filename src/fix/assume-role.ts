import type { Facts, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { findPolicyResource, getPlace, parseArn } from './arn.ts';
import { findCdkQualifier, getCdkRolesStatement, getTrustAccountStep } from './cdk-roles.ts';
import { findDenial, getAccessSteps } from './denial.ts';
import { allow, getRoleName } from './policy.ts';
import { placeholder } from './shell.ts';
import { trustRoleStep, trustServiceStep } from './trust.ts';

/** The service that may not assume the role, as its trust policy names it; undefined where a role or user asks. */
export function findService({ service, state }: Facts): string | undefined {
  // CloudFormation says `Role X is invalid or cannot be assumed`, and nothing of itself.
  if (state === 'is invalid') return 'cloudformation.amazonaws.com';
  return service && `${service.toLowerCase()}.amazonaws.com`;
}

/** The name of the role that was to be assumed, also where whoever pasted the log masked parts of its ARN. */
export function getTargetName(resource: string | undefined): string {
  return getRoleName(resource?.replace(/\*{2,}/g, '/'));
}

/**
 * Both sides must allow it: a policy of the one that asks, and the trust policy of the role. What AWS says is missing
 * on one side, it has found on the other.
 */
export function getAssumeRoleSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  const service = findService(facts);
  const ofProject = facts.service === 'CodeBuild' ? build?.role : undefined;
  if (service) return [trustServiceStep(service, facts.resource ?? ofProject, build)];
  const resource = findTarget(situation);
  const isOfCdk = findCdkQualifier(resource) !== undefined;
  const role = findPolicyResource(facts.resource, build, facts.principal) ?? placeholder('role_arn');
  const statement = isOfCdk
    ? getCdkRolesStatement(resource, build)
    : allow([facts.action ?? 'sts:AssumeRole'], [role]);
  const grant = { role: facts.principal, policyName: 'faultline-assume-role', statements: [statement] };
  const identity = getAccessSteps(grant, facts, build);
  const kind = findDenial(facts)?.kind;
  if (kind && kind !== 'resource') return identity;
  const trust = isOfCdk
    ? getCdkTrustSteps(situation)
    : [trustRoleStep(facts.resource, facts.principal, build)];
  // Without a word from AWS the missing permission is the likelier half.
  return kind === 'resource' ? trust : [...identity, ...trust];
}

/** The CDK names an account, not a role, where it has found no role to take on. */
function findTarget({ facts, build }: Situation): string | undefined {
  const { partition } = getPlace(build, facts.principal);
  const named = facts.account && `arn:${partition}:iam::${facts.account}:role/cdk-hnb659fds-deploy-role-`;
  return facts.resource ?? named;
}

/** The roles of a bootstrapped environment trust their own account; another one has to be named. */
function getCdkTrustSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  const target = findTarget(situation);
  const account = facts.other ?? getPlace(build, facts.principal, target).account;
  return parseArn(target)?.account === account ? [] : [getTrustAccountStep(target, account, build)];
}
