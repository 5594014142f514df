import type { Build, FixStep } from '../model.ts';
import { placeholder, raw, sh } from './shell.ts';

export interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
}

/** A policy document with the least that was asked for. Returns compact JSON: one shell word. */
export function getPolicyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export interface Grant {
  /** Name or ARN of the role; default: the build's service role. */
  role?: string | undefined;
  /** Name of the inline policy to write, such as `faultline-parameter-store`. */
  policyName: string;
  statements: readonly Statement[];
}

/** The step that lets a role do exactly what was refused, with an inline policy of its own, and the command that proves it. */
export function grantStep({ role, policyName, statements }: Grant, build: Build | undefined): FixStep {
  const name = getRoleName(role ?? build?.role);
  const actions = statements.flatMap((s) => s.Action);
  return {
    title: `Allow ${name} ${listActions(actions)}`,
    command: sh`aws iam put-role-policy --role-name ${name} --policy-name ${policyName} --policy-document ${getPolicyDocument(statements)}`,
    changes: true,
    verify: verifyCommand(role ?? build?.role, statements, build),
  };
}

function verifyCommand(
  role: string | undefined,
  statements: readonly Statement[],
  build: Build | undefined,
): string {
  const name = getRoleName(role);
  const isArn = role?.startsWith('arn:') && role.includes(':role/');
  const account = build?.account;
  const arn = isArn
    ? sh`${role ?? ''}`
    : account
      ? sh`${`arn:${build.partition}:iam::${account}:role/${name}`}`
      : sh`"$(aws iam get-role --role-name ${name} --query Role.Arn --output text)"`;
  const resources = [...new Set(statements.flatMap((s) => s.Resource))].filter((r) => r !== '*');
  const resourceWords = resources.length > 0 ? sh` --resource-arns ${resources}` : '';
  return sh`aws iam simulate-principal-policy --policy-source-arn ${raw(arn)} --action-names ${[...new Set(statements.flatMap((s) => s.Action))]}${raw(resourceWords)} --query ${'EvaluationResults[].[EvalActionName,EvalDecision]'} --output text`;
}

/** The role's name from a role ARN, an assumed-role ARN (`.../NAME/SESSION`) or a name; paths are left out, as IAM's commands want it. */
export function getRoleName(role: string | undefined): string {
  if (!role) return placeholder('role_name');
  const assumed = /:assumed-role\/([^/]+)/.exec(role);
  return assumed?.[1] ?? role.split('/').at(-1) ?? role;
}

function listActions(actions: readonly string[]): string {
  const unique = [...new Set(actions)];
  return unique.length > 2 ? `the ${unique.length} actions that it needs` : unique.join(' and ');
}
