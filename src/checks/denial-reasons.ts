import type { IAMClient } from '@aws-sdk/client-iam';
import { parseArn } from '../fix/arn.ts';
import { getRoleName } from '../fix/policy.ts';
import type { Build } from '../model.ts';
import { confirmed, type Result, refuted } from './check.ts';
import { isAbout, type PolicyStatement } from './policy-document.ts';
import { type RolePolicy, readBoundary, readRolePolicies } from './role-policies.ts';
import type { Judged } from './simulate.ts';
import { tryReading } from './try-reading.ts';

export interface Asked {
  iam: IAMClient;
  role: string;
  /** What the answer is about. */
  worst: Judged;
  /** All that IAM does not allow. */
  denied: readonly Judged[];
}

/** The organization's policies decide before the role's do: AWS tells that they refuse, not which. */
export function explainOrganization({ worst }: Asked): Result {
  const { action, decision } = worst;
  return decision === 'explicitDeny'
    ? confirmed(`A policy of the organization (SCP) denies ${action}; the role itself cannot help that.`, {
        deny: 'explicit deny in a service control policy',
      })
    : confirmed(`No policy of the organization (SCP) allows ${action}; the role itself cannot help that.`, {
        missing: 'service control policy',
      });
}

/** An explicit deny: in a policy of the role, else in its boundary. Which statement is read only now. */
export async function explainDeny({ iam, role, worst }: Asked): Promise<Result> {
  const name = getRoleName(role);
  const { policies, action, resource } = worst;
  const ids = policies.length > 0 ? policies : undefined;
  const [own, bound] = await Promise.all([
    tryReading(readRolePolicies(iam, name, ids)),
    worst.byBoundary === false ? tryReading(readBoundary(iam, name)) : undefined,
  ]);
  const found = findDeny(own.value ?? [], action, resource);
  const inBoundary = found ? undefined : findDeny(bound?.value ? [bound.value] : [], action, resource);
  const kind = inBoundary ? 'permissions boundary' : 'identity-based policy';
  const where = found ?? inBoundary;
  const policy = where?.policy ?? policies[0]?.replace(`role_${name}_`, '');
  const which = where ? `Statement ${where.statement}` : 'A statement';
  const of = policy ? ` of the ${inBoundary ? 'boundary' : 'policy'} ${policy}` : '';
  const lacking = where ? undefined : (own.lacking ?? bound?.lacking);
  const unread = lacking ? ` Which statement was not read: ${lacking}.` : '';
  return confirmed(`${which}${of} denies ${action}: an Allow does not outweigh it.${unread}`, {
    deny: `explicit deny in ${inBoundary ? 'a' : 'an'} ${kind}`,
    ...(policy && { denyPolicy: policy }),
    ...(where?.arn && { denyPolicyArn: where.arn }),
    ...(where && { denyStatement: where.statement }),
  });
}

/** A role may do only what both its policies and its boundary allow. */
export async function explainBoundary({ iam, role, worst }: Asked): Promise<Result> {
  const { value: bound, lacking } = await tryReading(readBoundary(iam, getRoleName(role)));
  const own = worst.policies.length > 0 ? "; the role's own policies do" : '';
  return confirmed(
    `The permissions boundary${bound ? ` ${bound.name}` : ''} does not allow ${worst.action}${own}.${lacking ? ` Which it is was not read: ${lacking}.` : ''}`,
    { missing: 'permissions boundary', ...(bound && { boundary: bound.name }) },
  );
}

/** IAM allows what was refused: then it was none of the role's policies. What can be excluded is. */
export function explainAllowed(
  { action, resource, said }: { action: string; resource?: string | undefined; said?: string | undefined },
  judged: readonly Judged[],
  build: Build,
): Result {
  if (said && /identity/.test(said))
    return refuted('IAM allows it now: the permission was added after this build began.', {
      suspects: 'a build that began before the permission was there',
    });
  const service = parseArn(resource)?.service ?? action.split(':')[0] ?? '';
  const suspects = said
    ? [`the ${said} that AWS named`]
    : [
        ...(OWN_POLICY[service] ? [OWN_POLICY[service]] : []),
        ...(build.inVpc ? ['a VPC endpoint policy'] : []),
        ...(judged.some(({ byOrganization }) => byOrganization === true) ? [] : ['an SCP']),
        'a session policy',
      ];
  return refuted(`IAM allows it now. Left are ${suspects.join(', ')}; or it was added since.`, {
    suspects: suspects.join(', '),
  });
}

/** What else decides on a resource of the service. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const OWN_POLICY: Readonly<Record<string, string | undefined>> = {
  s3: "the bucket's policy, its KMS key",
  kms: "the key's policy",
  ecr: "the repository's policy",
  secretsmanager: "the secret's policy, its KMS key",
  ssm: "the parameter's KMS key",
  sts: "the role's trust policy",
  sqs: "the queue's policy",
  sns: "the topic's policy",
  lambda: "the function's policy",
};

function findDeny(
  policies: readonly RolePolicy[],
  action: string,
  resource: string,
): { policy: string; arn: string | undefined; statement: string } | undefined {
  for (const { name, arn, statements } of policies) {
    const at = statements.findIndex((s) => s.Effect === 'Deny' && isAbout(s, action, resource));
    if (at >= 0) return { policy: name, arn, statement: nameStatement(statements[at], at) };
  }
  return undefined;
}

/** A statement's own id, else its place. */
export function nameStatement(statement: PolicyStatement | undefined, index: number): string {
  return statement?.Sid ?? `number ${index + 1}`;
}
