import type { Build, Facts, FixStep } from '../model.ts';
import { findRegion, getPlace, parseArn } from './arn.ts';
import { type Grant, getRoleName, getSimulation, grantStep } from './policy.ts';
import { getResourcePolicyCommand } from './resource-policy.ts';
import { sh } from './shell.ts';
import { getSuspectSteps } from './suspects.ts';

/**
 * The kinds of policy that AWS names in a refusal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
type PolicyKind = 'identity' | 'resource' | 'organization' | 'boundary' | 'session' | 'endpoint';

const KINDS: readonly [RegExp, PolicyKind][] = [
  [/resource-based/i, 'resource'],
  [/(?:service|resource) control/i, 'organization'],
  [/boundary/i, 'boundary'],
  [/session/i, 'session'],
  [/endpoint/i, 'endpoint'],
  // Older refusals say only that some policy denies.
  [/identity|explicit deny$/i, 'identity'],
];

/** Which policy refused: `deny` where one denies explicitly, `missing` where one merely does not allow (facts of `refused`). */
export function findDenial({ deny, missing }: Facts): { kind: PolicyKind; isExplicit: boolean } | undefined {
  const words = deny ?? missing;
  const kind = words && KINDS.find(([pattern]) => pattern.test(words))?.[1];
  return kind ? { kind, isExplicit: deny !== undefined } : undefined;
}

/** Whether a statement added to the role is what helps: not where a policy denies explicitly, or another kind of policy must allow. */
export function isGrantable(facts: Facts): boolean {
  if (facts.suspects) return false;
  const denial = findDenial(facts);
  return !denial || (denial.kind === 'identity' && !denial.isExplicit);
}

/** A sentence about the policy that stands in the way, with a space in front; empty where a permission is simply missing. */
export function explainDenial(facts: Facts): string {
  if (isGrantable(facts)) return '';
  if (isAllowedByIam(facts))
    return " IAM's simulator lets the role do it now: something else refused, or the permission was added since.";
  return facts.deny
    ? ` There is an ${facts.deny}: a permission added to the role does not help while that stands.`
    : ` It is the ${facts.missing ?? 'policy'} that does not allow it, not the role's own policies.`;
}

/** IAM allows what was refused (fact `suspects`), and AWS named no other policy that refuses. */
function isAllowedByIam(facts: Facts): boolean {
  const denial = findDenial(facts);
  return facts.suspects !== undefined && (!denial || (denial.kind === 'identity' && !denial.isExplicit));
}

/** What lets the call through: the grant, or the change to the policy that really stands in the way. */
export function getAccessSteps(grant: Grant, facts: Facts, build: Build | undefined): FixStep[] {
  const denial = findDenial(facts);
  if (isAllowedByIam(facts)) return getSuspectSteps(grant, facts, build);
  if (!denial || isGrantable(facts)) return [...getConditionSteps(facts), grantStep(grant, build)];
  // A policy of a resource has no say in what is judged on no resource, such as a login.
  const judged = grant.statements.filter((s) => denial.kind !== 'resource' || !s.Resource.includes('*'));
  const actions = [...new Set(judged.flatMap((s) => s.Action))].join(', ');
  const verb = denial.isExplicit ? `stop denying ${actions}` : `allow ${actions}`;
  return DENIED[denial.kind]({ grant, facts, build, actions, verb });
}

/** Where a statement is there and its condition stands in the way, a second one without it would undo what it is for. */
function getConditionSteps({ condition }: Facts): FixStep[] {
  if (!condition) return [];
  return [
    {
      title: `${condition}: where that is meant, let the build meet the condition, or widen it; else add the permission without it`,
      changes: false,
    },
  ];
}

interface Denied {
  grant: Grant;
  facts: Facts;
  build: Build | undefined;
  actions: string;
  /** `stop denying X` or `allow X`. */
  verb: string;
}

const DENIED: Record<PolicyKind, (denied: Denied) => FixStep[]> = {
  identity: ({ grant, facts, build, actions }) => [
    {
      title: facts.denyPolicy
        ? `Narrow the statement ${facts.denyStatement ?? ''} of the policy ${facts.denyPolicy}, which denies ${actions}: an Allow does not outweigh it`
        : `Find the policy of ${getRoleName(grant.role ?? build?.role)} that denies ${actions}, and narrow its Deny statement: an Allow does not outweigh it`,
      command: facts.denyPolicy
        ? getPolicyCommand(facts, grant.role ?? build?.role)
        : getSimulation(grant.role ?? build?.role, grant.statements, build).replaceAll(
            'EvaluationResults[].[EvalActionName,EvalResourceName,EvalDecision]',
            'EvaluationResults[].MatchedStatements[].SourcePolicyId',
          ),
      changes: false,
    },
  ],
  organization: ({ grant, facts, build, verb }) => {
    const { account } = getPlace(undefined, grant.role, facts.principal, build?.role, build?.arn);
    const isResourceControl = /resource control/i.test(facts.deny ?? facts.missing ?? '');
    const filter = isResourceControl ? 'RESOURCE_CONTROL_POLICY' : 'SERVICE_CONTROL_POLICY';
    return [
      {
        title: `Ask who manages the organization to ${verb} for this account: no permission of the role outweighs its policies`,
        command: sh`aws organizations list-policies-for-target --target-id ${account} --filter ${filter}`,
        changes: false,
      },
      { title: 'Or let this build do without the call, or run it in an account that may', changes: false },
    ];
  },
  boundary: ({ grant, facts, build, verb }) => [
    {
      title: `Let the permissions boundary ${facts.boundary ? `${facts.boundary} ` : ''}of ${getRoleName(grant.role ?? build?.role)} ${verb}: a role may do only what both its policies and its boundary allow`,
      command: sh`aws iam get-role --role-name ${getRoleName(grant.role ?? build?.role)} --query Role.PermissionsBoundary`,
      changes: false,
    },
    {
      ...grantStep(grant, build),
      title: 'Then, where the role itself does not have the permission yet, add it',
    },
  ],
  session: ({ verb }) => [
    {
      title: `Let the session policy ${verb}: whoever assumes the role passes it along (Policy or PolicyArns of sts:AssumeRole), and the session may do only what it allows too`,
      changes: false,
    },
  ],
  endpoint: ({ grant, facts, build, verb }) => {
    const region = findRegion(build, facts.resource);
    const service = parseArn(facts.resource)?.service ?? facts.action?.split(':')[0] ?? '';
    const name = `com.amazonaws.${region ?? '*'}.${service}*`;
    return [
      {
        title: `Let the policy of the VPC endpoint ${verb} for ${getRoleName(grant.role ?? build?.role)}`,
        command: sh`aws ec2 describe-vpc-endpoints --filters ${`Name=service-name,Values=${name}`} --query ${'VpcEndpoints[].[VpcEndpointId,ServiceName,PolicyDocument]'}`,
        changes: false,
      },
    ];
  },
  resource: ({ grant, facts, build, verb }) => [
    {
      title: `Let the policy of the resource itself ${verb} for ${getRoleName(grant.role ?? build?.role)}`,
      command: getResourcePolicyCommand(facts.resource, build),
      changes: false,
    },
  ],
};

/** The command that shows a policy of a role, inline or attached. */
function getPolicyCommand({ denyPolicy = '', denyPolicyArn }: Facts, role: string | undefined): string {
  if (!denyPolicyArn)
    return sh`aws iam get-role-policy --role-name ${getRoleName(role)} --policy-name ${denyPolicy} --query PolicyDocument`;
  return sh`aws iam get-policy-version --policy-arn ${denyPolicyArn} --version-id "$(aws iam get-policy --policy-arn ${denyPolicyArn} --query Policy.DefaultVersionId --output text)" --query PolicyVersion.Document`;
}
