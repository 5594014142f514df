import type { Build, FixStep } from '../model.ts';
import { getPlace } from './arn.ts';
import { allow, type Statement } from './policy.ts';
import { placeholder, sh } from './shell.ts';

/** Role and parameter names of the CDK's bootstrap: `cdk-QUALIFIER-deploy-role-...`, `/cdk-bootstrap/QUALIFIER/version`. */
const QUALIFIER = /\bcdk-(?!bootstrap\b)([a-z0-9]+)-[a-z-]+-role-|\/cdk-bootstrap\/([a-z0-9]+)\//;

/** The qualifier where a resource belongs to the CDK's bootstrap. */
export function findCdkQualifier(resource: string | undefined): string | undefined {
  const [, ofRole, ofParameter] = QUALIFIER.exec(resource ?? '') ?? [];
  return ofRole ?? ofParameter;
}

/** Account and region of a bootstrapped environment, where a role's name ends in them. */
function findEnvironment(resource: string | undefined): {
  account?: string | undefined;
  region?: string | undefined;
} {
  const [, account, region] = /-role-(\d{12})-([a-z]{2}(?:-[a-z]+)+-\d)/.exec(resource ?? '') ?? [];
  return { account, region };
}

/** Lets a role assume the four roles that the CDK deploys through: they have the permissions, the build only takes them on. */
export function getCdkRolesStatement(resource: string | undefined, build: Build | undefined): Statement {
  const place = getPlace(build, resource);
  const account = findEnvironment(resource).account ?? place.account;
  const qualifier = findCdkQualifier(resource) ?? 'hnb659fds';
  return allow(['sts:AssumeRole'], [`arn:${place.partition}:iam::${account}:role/cdk-${qualifier}-*`]);
}

/** The step that makes a bootstrapped environment of another account trust the account that deploys. */
export function getTrustAccountStep(
  resource: string | undefined,
  trusted: string,
  build: Build | undefined,
): FixStep {
  const place = getPlace(undefined, resource);
  const environment = findEnvironment(resource);
  const account = environment.account ?? place.account;
  const region = environment.region ?? getPlace(build).region;
  const qualifier = findCdkQualifier(resource);
  const words = qualifier && qualifier !== 'hnb659fds' ? sh` --qualifier ${qualifier}` : '';
  return {
    title: `Bootstrap account ${account} again so that it trusts ${trusted}, with credentials of ${account} (name every account to trust: the list is replaced)`,
    command: `${sh`npx cdk bootstrap ${`aws://${account}/${region}`} --trust ${trusted} --trust-for-lookup ${trusted} --cloudformation-execution-policies ${placeholder('execution_policy_arn')}`}${words}`,
    changes: true,
    verify: sh`aws cloudformation describe-stacks --stack-name CDKToolkit --region ${region} --query ${"Stacks[0].Parameters[?ParameterKey=='TrustedAccounts']"}`,
  };
}
