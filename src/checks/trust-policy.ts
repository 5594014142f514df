import { isAbout, isGlobMatch, type PolicyStatement } from './policy-document.ts';

/** Who asks to assume a role: a service on behalf of a project, or a role. */
export type Trusted =
  | { service: string; account: string; sourceArn: string }
  | { role: string; account: string };

/** Whether a statement of a trust policy is about who asks. The root of an account stands for all that is in it. */
export function isForPrincipal(statement: PolicyStatement, trusted: Trusted): boolean {
  if (!isAbout({ ...statement, Resource: undefined }, 'sts:AssumeRole', '*')) return false;
  const { Service = [], AWS = [] } = statement.Principal ?? {};
  if ('service' in trusted) return Service.includes(trusted.service) || AWS.includes('*');
  const { account, role } = trusted;
  return AWS.some(
    (arn) =>
      arn === '*' ||
      arn === account ||
      arn.endsWith(`:${account}:root`) ||
      (arn.includes(`:${account}:role/`) && arn.endsWith(`/${role}`)) ||
      arn.includes(`:${account}:assumed-role/${role}/`),
  );
}

/** The condition of a statement that does not hold for who asks, in words; undefined where none fails, or none can be judged. */
export function findFailedCondition({ Condition }: PolicyStatement, trusted: Trusted): string | undefined {
  for (const [operator, keys] of Object.entries(Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      const value = getValue(key.toLowerCase(), trusted);
      if (key.toLowerCase() === 'sts:externalid' && 'role' in trusted)
        return `the caller passes an external id (${key})`;
      if (value === undefined || !/^(?:ForA\w+:)?(?:String|Arn)(?:Equals|Like)/.test(operator)) continue;
      const isLike = /Like|^Arn|:Arn/.test(operator);
      const holds = values.some((wanted) => (isLike ? isGlobMatch(wanted, value) : wanted === value));
      if (!holds) return `${key} is ${values.join(' or ')}, and here it is ${value}`;
    }
  }
  return undefined;
}

/** What CodeBuild says of itself when it assumes a role. https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html */
function getValue(key: string, trusted: Trusted): string | undefined {
  if (!('service' in trusted)) return key === 'aws:principalaccount' ? trusted.account : undefined;
  if (key === 'aws:sourceaccount') return trusted.account;
  return key === 'aws:sourcearn' ? trusted.sourceArn : undefined;
}
