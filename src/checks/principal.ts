import { findUserName, getRoleName } from '../fix/policy.ts';
import type { Build } from '../model.ts';

/**
 * The role behind a principal, as the simulator wants it, or why there is none. An assumed-role ARN has lost the
 * role's path, so the build's own role is taken where the names agree.
 */
export function findSimulated(
  principal: string | undefined,
  build: Build,
): { role: string } | { why: string } {
  const { role } = build;
  if (!principal) return role ? { role } : { why: "the build's role is not known." };
  const user = findUserName(principal);
  if (user)
    return { why: `${user} is an IAM user, not the build's role: the build uses access keys of its own.` };
  const [, partition, account, kind, name] =
    /^arn:(aws[\w-]*):(?:sts|iam)::(\d{12}):(assumed-role|role)\/(.+)$/.exec(principal) ?? [];
  if (account && account !== build.account)
    return { why: `${getRoleName(principal)} is of account ${account}; only that account can say.` };
  if (role && getRoleName(principal) === getRoleName(role)) return { role };
  if (!name || !partition) return { why: 'the log does not say whole who was refused.' };
  return {
    role: kind === 'role' ? principal : `arn:${partition}:iam::${account}:role/${name.split('/')[0]}`,
  };
}
