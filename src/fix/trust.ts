import type { Build, FixStep } from '../model.ts';
import { getPlace, parseArn } from './arn.ts';
import { getRoleName } from './policy.ts';
import { sh } from './shell.ts';

/** One statement of a role's trust policy. */
interface TrustStatement {
  Effect: 'Allow';
  Principal: { Service: string } | { AWS: string };
  Action: 'sts:AssumeRole';
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * The step that lets a service assume a role. CodeBuild says on whose behalf it asks: it is let in for this account only
 * (the confused deputy problem).
 * https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function trustServiceStep(
  service: string,
  role: string | undefined,
  build: Build | undefined,
): FixStep {
  const { account } = getPlace(build, role);
  const condition = { StringEquals: { 'aws:SourceAccount': account } };
  return trustStep(role, service, {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...(service === 'codebuild.amazonaws.com' && { Condition: condition }),
  });
}

/**
 * The step that lets one role assume another. The session's ARN has lost the path of the role behind it, hence the
 * condition: a trust policy that names a role which is not there is refused.
 */
export function trustRoleStep(
  role: string | undefined,
  principal: string | undefined,
  build: Build | undefined,
): FixStep {
  const name = getRoleName(principal ?? build?.role);
  const { partition, account } = getPlace(build, principal ?? build?.role);
  const step = trustStep(role, name, {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    Condition: {
      ArnLike: {
        'aws:PrincipalArn': [
          `arn:${partition}:iam::${account}:role/${name}`,
          `arn:${partition}:iam::${account}:role/*/${name}`,
        ],
      },
    },
  });
  const owner = parseArn(role)?.account;
  return owner && owner !== account
    ? { ...step, title: `${step.title}, with credentials of account ${owner}` }
    : step;
}

/**
 * `update-assume-role-policy` replaces the document: the new statement is added to those that are there, be they one
 * or a list, by the query itself, so that the reader needs no other tool.
 */
function trustStep(role: string | undefined, who: string, statement: TrustStatement): FixStep {
  const name = getRoleName(role);
  const there = 'Role.AssumeRolePolicyDocument';
  const query = `{Version: ${there}.Version, Statement: [${there}.Statement, [\`${JSON.stringify(statement)}\`]][]}`;
  return {
    title: `Let ${who} assume ${name}: add it to the trust policy`,
    command: sh`aws iam update-assume-role-policy --role-name ${name} --policy-document "$(aws iam get-role --role-name ${name} --output json --query ${query})"`,
    changes: true,
    verify: sh`aws iam get-role --role-name ${name} --query ${`${there}.Statement[].[Principal,Action]`}`,
  };
}
