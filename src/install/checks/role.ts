import * as z from 'zod';
import { type Judged, simulate } from '../../checks/simulate.ts';
import { allow, getPolicyDocument, mergeStatements, type Statement } from '../../fix/policy.ts';
import { sh } from '../../fix/shell.ts';
import { isNotFound } from '../aws-errors.ts';
import type { Context } from '../context.ts';
import { type Installation, listResources } from '../find-installation.ts';
import { broken, type Examination, fine, judge, look, type Problem, step, type Verdict } from '../finding.ts';
import { listEssentials } from './essential-permissions.ts';
import { findDetached } from './role-policies.ts';

/** Whether IAM lets the roles of functions and schedules do what the template says it may. */
export function listRoleExaminations(context: Context): Examination[] {
  return findRoles(context.installation).map((arn) => ({
    check: 'role',
    about: arn.split('/').at(-1) ?? arn,
    examine: () => examineRole(arn, context),
  }));
}

function findRoles(installation: Installation): string[] {
  const { functions } = installation;
  const ofFunctions = functions.flatMap(({ configuration }) => configuration?.Role ?? []);
  const ofSchedules = listResources(installation, 'AWS::Scheduler::Schedule').flatMap(({ properties }) => {
    const target = properties?.Target as { RoleArn?: string } | undefined;
    return target?.RoleArn ?? [];
  });
  return [...new Set([...ofFunctions, ...ofSchedules])];
}

async function examineRole(arn: string, context: Context): Promise<Verdict> {
  const name = arn.split('/').at(-1) ?? arn;
  const wanted = findStatements(name, context.installation) ?? listEssentials(context);
  const judged = await simulate(context.clients.iam, arn, wanted).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (!judged)
    return broken(
      `There is no role ${name}: what runs with it cannot run.`,
      look(
        'CloudFormation does not notice. See what is missing besides',
        sh`aws cloudformation detect-stack-drift --stack-name ${context.installation.stackName}`,
      ),
    );
  const refused = judged.filter(({ decision }) => decision !== 'allowed').filter(isMeant);
  if (refused.length === 0)
    return fine(
      `${name} may do the ${new Set(judged.map(({ action }) => action)).size} actions that it needs.`,
    );
  const bounded = refused.filter(({ byBoundary }) => byBoundary === false);
  const organized = refused.filter((each) => each.byBoundary !== false && each.byOrganization === false);
  const denied = refused.filter(
    (each) => !bounded.includes(each) && !organized.includes(each) && each.decision === 'explicitDeny',
  );
  const lacking = refused.filter(
    (each) => ![bounded, organized, denied].some((others) => others.includes(each)),
  );
  return judge(
    [
      findBounded(name, bounded),
      findOrganized(organized),
      findDenied(name, denied),
      (await findDetached(name, context)) ?? findLacking(name, lacking, wanted),
    ],
    '',
  );
}

/** Of a statement with several actions and resources, the simulator answers to every pair: to some that nobody meant. */
function isMeant({ action, resource }: Judged): boolean {
  const [prefix = ''] = action.split(':');
  const service = resource.split(':')[2];
  if (resource === '*') return true;
  // A bucket is no object.
  if (action === 's3:GetObject' && !resource.includes('/')) return false;
  return service === prefix || prefix === 'sts';
}

const statementSchema = z.looseObject({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).optional(),
  Resource: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z
    .record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])))
    .optional(),
});
const roleSchema = z.looseObject({
  Policies: z.array(z.unknown()).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const policySchema = z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) });

/** What the template allows the role of that name; undefined where there is no template or it names no such role. */
function findStatements(name: string, installation: Installation): Statement[] | undefined {
  const roles = listResources(installation, 'AWS::IAM::Role');
  const { properties } = roles.find(({ id }) => id === name) ?? {};
  if (!properties) return undefined;
  const { Policies, ManagedPolicyArns } = roleSchema.parse(properties);
  const managed = listResources(installation, 'AWS::IAM::ManagedPolicy').filter(({ id }) =>
    ManagedPolicyArns.includes(id),
  );
  const statements = [...Policies, ...managed.map((each) => each.properties)].flatMap(
    (policy) => policySchema.safeParse(policy).data?.PolicyDocument.Statement ?? [],
  );
  return statements.flatMap((each) => {
    const {
      Effect,
      Action = [],
      Resource = [],
      Condition,
    } = statementSchema.safeParse(each).data ?? { Effect: '' };
    return Effect === 'Allow' ? [allow([Action].flat(), [Resource].flat(), Condition)] : [];
  });
}

function findBounded(role: string, judged: readonly Judged[]): Problem | undefined {
  if (judged.length === 0) return undefined;
  return {
    what: `The permissions boundary of ${role} does not let it do ${listActions(judged)}.`,
    fix: [
      look(
        'See which policy bounds it',
        sh`aws iam get-role --role-name ${role} --query Role.PermissionsBoundary`,
      ),
      step(`Have these actions allowed in that policy: ${listActions(judged)}`),
    ],
  };
}

function findOrganized(judged: readonly Judged[]): Problem | undefined {
  if (judged.length === 0) return undefined;
  return {
    what: `A policy of the organization (SCP) forbids ${listActions(judged)}.`,
    fix: [
      look(
        'Ask those who manage the organization to allow them for this account. See what holds for it',
        'aws organizations list-policies-for-target --target-id YOUR_ACCOUNT_ID --filter SERVICE_CONTROL_POLICY',
      ),
    ],
  };
}

function findDenied(role: string, judged: readonly Judged[]): Problem | undefined {
  if (judged.length === 0) return undefined;
  const policies = [...new Set(judged.flatMap((each) => each.policies))];
  return {
    what: `A policy of ${role} denies ${listActions(judged)}${policies.length > 0 ? ` (${policies.join(', ')})` : ''}.`,
    fix: [
      look(
        'See its policies, and take the statement with Deny out',
        sh`aws iam list-role-policies --role-name ${role}`,
      ),
      look('and those attached to it', sh`aws iam list-attached-role-policies --role-name ${role}`),
    ],
  };
}

function findLacking(
  role: string,
  judged: readonly Judged[],
  wanted: readonly Statement[],
): Problem | undefined {
  if (judged.length === 0) return undefined;
  const statements = judged.map(({ action, resource }) => {
    const condition = wanted.find(
      (s) => s.Action.includes(action) && s.Resource.includes(resource),
    )?.Condition;
    return allow([action], [resource], condition);
  });
  const document = getPolicyDocument(mergeStatements(statements));
  return {
    what: `${role} may not do ${listActions(judged)}.`,
    fix: [
      step(
        'Give it back what the template allows',
        sh`aws iam put-role-policy --role-name ${role} --policy-name faultline-restored --policy-document ${document}`,
      ),
    ],
  };
}

const MAX_ACTIONS = 12;

function listActions(judged: readonly Judged[]): string {
  const actions = [...new Set(judged.map(({ action }) => action))];
  const rest = actions.length - MAX_ACTIONS;
  return actions.slice(0, MAX_ACTIONS).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
