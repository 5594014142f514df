import { createHash } from 'node:crypto';
import type { Build, FixStep } from '../model.ts';
import { parseArn } from './arn.ts';
import { placeholder, raw, sh } from './shell.ts';

export interface Statement {
  Effect: 'Allow';
  Action: readonly string[];
  Resource: readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document with the least that was asked for. Returns compact JSON: one shell word. */
export function getPolicyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A statement that allows these actions on these resources. */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement['Condition'],
): Statement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition && { Condition: condition }),
  };
}

/** Joins statements that differ in their actions only, then those that differ in their resources only. */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const byResource = join(statements, (s) => [s.Resource, s.Condition]);
  return join(byResource, (s) => [s.Action, s.Condition]);
}

function join(statements: readonly Statement[], key: (statement: Statement) => unknown): Statement[] {
  return [...Map.groupBy(statements, (s) => JSON.stringify(key(s))).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      {
        ...first,
        Action: [...new Set(same.flatMap((s) => s.Action))],
        Resource: [...new Set(same.flatMap((s) => s.Resource))],
      },
    ];
  });
}

export interface Grant {
  /** Name or ARN of the role (or user) that was refused; default: the build's service role. */
  role?: string | undefined;
  /** What the inline policy is called, such as `faultline-parameter-store`; a short hash of its content follows. */
  policyName: string;
  statements: readonly Statement[];
}

/** The step that lets a role do exactly what was refused, with an inline policy of its own, and the command that proves it. */
export function grantStep({ role, policyName, statements }: Grant, build: Build | undefined): FixStep {
  const principal = role ?? build?.role;
  const merged = mergeStatements(statements);
  const document = getPolicyDocument(merged);
  // A policy of the same name would be replaced: what was granted after an earlier failure must stay.
  const hash = createHash('sha256').update(document).digest('hex').slice(0, 8);
  const words = sh`--policy-name ${`${policyName}-${hash}`} --policy-document ${document}`;
  const user = findUserName(principal);
  const name = user ?? getRoleName(principal);
  const account = parseArn(principal)?.account;
  const elsewhere = build && account && /^\d{12}$/.test(account) && account !== build.account;
  return {
    title: `Allow ${name} ${listActions(merged)}${elsewhere ? `, with credentials of account ${account}` : ''}`,
    command: user
      ? sh`aws iam put-user-policy --user-name ${user} ${raw(words)}`
      : sh`aws iam put-role-policy --role-name ${name} ${raw(words)}`,
    changes: true,
    verify: getSimulation(principal, merged, build),
  };
}

/** The commands that ask IAM whether a principal may do this, one a statement: it pairs every action with every resource. */
export function getSimulation(
  principal: string | undefined,
  statements: readonly Statement[],
  build: Build | undefined,
): string {
  const who = raw(getPrincipalWord(principal, build));
  return statements
    .map(({ Action, Resource, Condition }) => {
      const resources = Resource.filter((resource) => resource !== '*');
      const resourceWords = raw(resources.length > 0 ? sh` --resource-arns ${resources}` : '');
      const context = raw(getContextWords(Condition));
      return sh`aws iam simulate-principal-policy --policy-source-arn ${who} --action-names ${Action}${resourceWords}${context} --query ${'EvaluationResults[].[EvalActionName,EvalResourceName,EvalDecision]'} --output text`;
    })
    .join(' && ');
}

/** The request's context as the conditions want it, without which the simulator cannot say yes. */
function getContextWords(condition: Statement['Condition']): string {
  const entries = Object.values(condition ?? {})
    .flatMap((keys) => Object.entries(keys))
    .map(
      ([key, value]) =>
        `ContextKeyName=${key},ContextKeyType=string,ContextKeyValues=${[value].flat().join(',')}`,
    );
  return entries.length > 0 ? sh` --context-entries ${entries}` : '';
}

/** A shell word for the ARN of a role or user. An assumed-role ARN has lost the role's path: IAM is asked for it, unless it is the build's own role. */
function getPrincipalWord(principal: string | undefined, build: Build | undefined): string {
  if (principal && /:(?:role|user)\//.test(principal)) return sh`${principal}`;
  const name = getRoleName(principal);
  if (build?.role?.includes(':role/') && getRoleName(build.role) === name) return sh`${build.role}`;
  return sh`"$(aws iam get-role --role-name ${name} --query Role.Arn --output text)"`;
}

/** The name of an IAM user; undefined for any other principal. */
export function findUserName(principal: string | undefined): string | undefined {
  return /:user\/(?:.*\/)?([^/-][^/]*)$/.exec(principal ?? '')?.[1];
}

/** The role's name from a role ARN, an assumed-role ARN (`.../NAME/SESSION`) or a name; paths are left out, as IAM's commands want it. */
export function getRoleName(role: string | undefined): string {
  if (!role) return placeholder('role_name');
  const assumed = /:assumed-role\/([^/]+)/.exec(role);
  if (assumed?.[1]) return getRoleName(assumed[1]);
  // A principal without a name: `root`, or masked by whoever pasted the log.
  if (role.startsWith('arn:') && !role.includes('/')) return placeholder('role_name');
  const name = role.split('/').at(-1) ?? '';
  // Log text is hostile: an option in place of a name is none.
  return /^[^-]/.test(name) ? name : placeholder('role_name');
}

function listActions(statements: readonly Statement[]): string {
  const unique = [...new Set(statements.flatMap((s) => s.Action))];
  return unique.length > 2 ? `the ${unique.length} actions that it needs` : unique.join(' and ');
}
