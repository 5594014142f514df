import { ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { sh } from '../../fix/shell.ts';
import type { Context } from '../context.ts';
import { listResources } from '../find-installation.ts';
import { type Problem, step } from '../finding.ts';

/** The managed policies of the template that are no longer attached to the role. Nothing where that may not be asked. */
export async function findDetached(role: string, context: Context): Promise<Problem | undefined> {
  const { installation, clients } = context;
  const { properties } = listResources(installation, 'AWS::IAM::Role').find(({ id }) => id === role) ?? {};
  const wanted = [properties?.ManagedPolicyArns ?? []].flat().map(String);
  if (wanted.length === 0) return undefined;
  const attached = await clients.iam
    .send(new ListAttachedRolePoliciesCommand({ RoleName: role }))
    .then(({ AttachedPolicies = [] }) => AttachedPolicies.map(({ PolicyArn }) => PolicyArn))
    .catch(() => undefined);
  const detached = attached ? wanted.filter((arn) => !attached.includes(arn)) : [];
  if (detached.length === 0) return undefined;
  return {
    what: `${detached.join(', ')} is not attached to ${role} any more: it may not do what that policy allows.`,
    fix: detached.map((arn) =>
      step('Attach it again', sh`aws iam attach-role-policy --role-name ${role} --policy-arn ${arn}`),
    ),
  };
}
