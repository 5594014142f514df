import { z } from 'zod';
import { partitionOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import { evaluate, findBoundary, getRolePolicies, type NamedPolicy, type Verdict } from '../permissions.ts';
import type { Policy, Role } from '../scenario-schema.ts';

const CREATED = new Date('2026-01-12T08:55:00Z');

function missing(what: string, name: string): AwsError {
  return new AwsError('NoSuchEntity', `The ${what} with name ${name} cannot be found.`, 404);
}

function needRole({ account }: World, name: string): Role {
  const found = account.roles.get(name);
  if (!found) throw missing('role', name);
  return found;
}

function needPolicy({ account }: World, arn: string): Policy {
  const found = account.policies.get(arn);
  if (!found) throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
  return found;
}

/** Policies travel URL-encoded in IAM's answers. */
function encode(policy: unknown): string {
  return encodeURIComponent(JSON.stringify(policy));
}

function readPolicy(text: string): Policy {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
}

/** The ARN of a role of this account. */
export function roleArn({ account }: World, name: string, role: Pick<Role, 'path'>): string {
  return `arn:${partitionOf(account.region)}:iam::${account.id}:role${role.path}${name}`;
}

/** IAM's own ids have four letters for the kind and the rest at random; here they follow from the name. */
function idOf(prefix: string, name: string): string {
  return prefix + Buffer.from(name).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17);
}

const list = z.preprocess((value) => (value === '' ? [] : value), z.array(z.string()));
const simulate = z.object({
  PolicySourceArn: z.string(),
  ActionNames: list,
  ResourceArns: list.default(['*']),
  PolicyInputList: list.default([]),
  PermissionsBoundaryPolicyInputList: list.optional(),
  ResourcePolicy: z.string().optional(),
  CallerArn: z.string().optional(),
  ContextEntries: z
    .array(
      z.object({
        ContextKeyName: z.string(),
        ContextKeyValues: list.default([]),
        ContextKeyType: z.string(),
      }),
    )
    .default([]),
});

/** The role that an ARN names; its session's ARN or a user's is refused, as IAM does. */
function findRoleOf(world: World, arn: string): { name: string; role: Role } {
  const [, path] = /^arn:[\w-]+:iam::\d{12}:role\/(.+)$/.exec(arn) ?? [];
  if (!path)
    throw new AwsError(
      'InvalidInput',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  const name = path.split('/').at(-1) ?? path;
  const role = world.account.roles.get(name);
  if (!role || roleArn(world, name, role) !== arn) throw missing('role', name);
  return { name, role };
}

async function simulatePrincipalPolicy(input: z.output<typeof simulate>, world: World) {
  const { account } = world;
  const { role } = findRoleOf(world, input.PolicySourceArn);
  const added: NamedPolicy[] = input.PolicyInputList.map((text, i) => ({
    name: `PolicyInputList.${i + 1}`,
    policy: readPolicy(text),
  }));
  const bounds = input.PermissionsBoundaryPolicyInputList?.map((text) => ({
    name: 'boundary',
    policy: readPolicy(text),
  }));
  const context = Object.fromEntries(
    input.ContextEntries.map(({ ContextKeyName, ContextKeyValues, ContextKeyType }) => [
      ContextKeyName,
      ContextKeyType.endsWith('List') ? ContextKeyValues : (ContextKeyValues[0] ?? ''),
    ]),
  );
  const pairs = input.ActionNames.flatMap((action) =>
    input.ResourceArns.map((resource) => ({ action, resource })),
  );
  const results = pairs.map(async ({ action, resource }) => {
    const verdict = await evaluate({
      principal: input.PolicySourceArn,
      action,
      resource,
      account: account.id,
      identityPolicies: [...getRolePolicies(account, role), ...added],
      boundaries: bounds ?? findBoundary(account, role),
      serviceControlPolicies: account.serviceControlPolicies,
      resourcePolicy: input.ResourcePolicy === undefined ? undefined : readPolicy(input.ResourcePolicy),
      context,
    }).catch((error: Error) => {
      throw new AwsError('InvalidInput', error.message);
    });
    const policies = [...getRolePolicies(account, role), ...added];
    return renderVerdict(action, resource, verdict, listMissingContext(policies, action, context));
  });
  return { EvaluationResults: await Promise.all(results), IsTruncated: false };
}

/** The keys of the conditions of a service's statements that the question gives no value for. */
function listMissingContext(policies: NamedPolicy[], action: string, context: object): string[] {
  const service = action.split(':')[0];
  const keys = policies
    .flatMap(({ policy }) => [(policy as { Statement?: unknown }).Statement].flat())
    .map((each) => conditioned.safeParse(each).data)
    .filter((each) => [each?.Action].flat().some((name) => name === '*' || name?.startsWith(`${service}:`)))
    .flatMap((each) => Object.values(each?.Condition ?? {}).flatMap((condition) => Object.keys(condition)));
  return [...new Set(keys)].filter((key) => !(key in context));
}

function renderVerdict(action: string, resource: string, verdict: Verdict, missingContext: string[]) {
  const { allowedByBoundary, allowedByOrganizations } = verdict;
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: verdict.decision,
    MatchedStatements: verdict.matched.map((id) => ({ SourcePolicyId: id, SourcePolicyType: 'IAM Policy' })),
    MissingContextValues: missingContext,
    PermissionsBoundaryDecisionDetail:
      allowedByBoundary === undefined ? undefined : { AllowedByPermissionsBoundary: allowedByBoundary },
    OrganizationsDecisionDetail:
      allowedByOrganizations === undefined ? undefined : { AllowedByOrganizations: allowedByOrganizations },
  };
}

const conditioned = z.object({
  Action: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const ofRole = z.object({ RoleName: z.string() });
const ofPolicy = z.object({ PolicyArn: z.string() });

export const iam: Operations = {
  SimulatePrincipalPolicy: operation(simulate, simulatePrincipalPolicy),
  GetRole: operation(ofRole, ({ RoleName }, world) => {
    const role = needRole(world, RoleName);
    return {
      Role: {
        Path: role.path,
        RoleName,
        RoleId: idOf('AROA', RoleName),
        Arn: roleArn(world, RoleName, role),
        CreateDate: CREATED,
        AssumeRolePolicyDocument: encode(role.trust),
        MaxSessionDuration: 3600,
        PermissionsBoundary: role.boundary && {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: role.boundary,
        },
      },
    };
  }),
  ListRolePolicies: operation(ofRole, ({ RoleName }, world) => ({
    PolicyNames: Object.keys(needRole(world, RoleName).inline),
    IsTruncated: false,
  })),
  GetRolePolicy: operation(ofRole.extend({ PolicyName: z.string() }), ({ RoleName, PolicyName }, world) => {
    const policy = needRole(world, RoleName).inline[PolicyName];
    if (!policy) throw missing('role policy', PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encode(policy) };
  }),
  ListAttachedRolePolicies: operation(ofRole, ({ RoleName }, world) => ({
    AttachedPolicies: needRole(world, RoleName).attached.map((arn) => ({
      PolicyName: arn.split('/').at(-1),
      PolicyArn: arn,
    })),
    IsTruncated: false,
  })),
  GetPolicy: operation(ofPolicy, ({ PolicyArn }, world) => {
    needPolicy(world, PolicyArn);
    return {
      Policy: {
        PolicyName: PolicyArn.split('/').at(-1),
        PolicyId: idOf('ANPA', PolicyArn),
        Arn: PolicyArn,
        Path: '/',
        DefaultVersionId: 'v1',
        AttachmentCount: 1,
        IsAttachable: true,
        CreateDate: CREATED,
        UpdateDate: CREATED,
      },
    };
  }),
  GetPolicyVersion: operation(
    ofPolicy.extend({ VersionId: z.string() }),
    ({ PolicyArn, VersionId }, world) => ({
      PolicyVersion: {
        Document: encode(needPolicy(world, PolicyArn)),
        VersionId,
        IsDefaultVersion: true,
        CreateDate: CREATED,
      },
    }),
  ),
  PutRolePolicy: operation(
    ofRole.extend({ PolicyName: z.string(), PolicyDocument: z.string() }),
    ({ RoleName, PolicyName, PolicyDocument }, world) => {
      needRole(world, RoleName).inline[PolicyName] = readPolicy(PolicyDocument);
    },
  ),
  AttachRolePolicy: operation(ofRole.extend({ PolicyArn: z.string() }), ({ RoleName, PolicyArn }, world) => {
    needPolicy(world, PolicyArn);
    needRole(world, RoleName).attached.push(PolicyArn);
  }),
  UpdateAssumeRolePolicy: operation(
    ofRole.extend({ PolicyDocument: z.string() }),
    ({ RoleName, PolicyDocument }, world) => {
      needRole(world, RoleName).trust = readPolicy(PolicyDocument);
    },
  ),
};
