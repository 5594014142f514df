import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { type PolicyStatement, parseStatements } from './policy-document.ts';

/** A policy of a role, by the name that a reader finds it under. */
export interface RolePolicy {
  name: string;
  /** Of a managed policy. */
  arn?: string;
  statements: PolicyStatement[];
}

/** More than these are not read: a check has seconds. */
const MAX_POLICIES = 10;

/**
 * Reads policies of a role: those that the simulation calls by these ids, or all. An inline policy's id has the role
 * in front. Throws what the SDK throws.
 */
export async function readRolePolicies(
  iam: IAMClient,
  role: string,
  ids?: readonly string[],
): Promise<RolePolicy[]> {
  const isAsked = (name: string) => !ids || ids.includes(name) || ids.includes(`role_${role}_${name}`);
  const [inline, attached] = await Promise.all([
    iam.send(new ListRolePoliciesCommand({ RoleName: role })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role })),
  ]);
  const names = (inline.PolicyNames ?? []).filter(isAsked);
  const managed = (attached.AttachedPolicies ?? []).filter((policy) => isAsked(policy.PolicyName ?? ''));
  return Promise.all([
    ...names.slice(0, MAX_POLICIES).map((name) => readInline(iam, role, name)),
    ...managed.slice(0, MAX_POLICIES).map((policy) => readManaged(iam, policy.PolicyArn ?? '')),
  ]);
}

/** The managed policy that bounds a role; undefined where none does. */
export async function readBoundary(iam: IAMClient, role: string): Promise<RolePolicy | undefined> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: role }));
  const arn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return arn ? readManaged(iam, arn) : undefined;
}

async function readInline(iam: IAMClient, RoleName: string, PolicyName: string): Promise<RolePolicy> {
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return { name: PolicyName, statements: parseStatements(PolicyDocument ?? '') };
}

async function readManaged(iam: IAMClient, PolicyArn: string): Promise<RolePolicy> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId ?? 'v1';
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return {
    name: PolicyArn.split('/').at(-1) ?? PolicyArn,
    arn: PolicyArn,
    statements: parseStatements(PolicyVersion?.Document ?? ''),
  };
}
