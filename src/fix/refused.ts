import type { Build, Facts } from '../model.ts';
import type { Pattern, Situation } from '../signature.ts';
import { findPolicyResource } from './arn.ts';
import { allow, findUserName, getRoleName, mergeStatements, type Statement } from './policy.ts';
import { placeholder } from './shell.ts';

/** How AWS names the policy that decided. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const KIND =
  '(?:(?:identity|resource)-based|service control|resource control|session|VPC endpoint) policy|permissions? boundary';
/** Quotes around a resource, also as they look inside JSON. */
const QUOTE = '[\\\\"\'`]*';
/** An ARN or a name; people mask parts of it as `<management account>`. */
const WORD = '(?:<[^<>]{1,60}>|[^\\s"\'`\\\\<])';
const RESOURCE = `(?:(?:role|user|policy|group|instance profile) )?${WORD}+?`;

/**
 * The patterns of a refused call, as every AWS service, CLI and SDK words it:
 * `PRINCIPAL is not authorized to perform: ACTION on resource: RESOURCE because no ... policy allows ...`.
 * Some leave out the colon, the resource or the reason, some put `API:` in front; where a log wraps lines, the
 * resource stands on the next. Facts: principal, action, resource, and deny or missing (the kind of policy that
 * denies, or does not allow). Takes the actions as a regular expression, such as `ssm:GetParameters?`.
 */
export function refused(actions: string): Pattern[] {
  const call = `(?:is|are) not authorized to perform:? (?:API: )?${QUOTE}(?<action>${actions})(?![\\w:])${QUOTE}`;
  const resource = ` on (?:this resource|(?:the )?resource:? ${QUOTE}(?<resource>${RESOURCE})(?=[\\\\"'\`]|<(?:br|/)|[.,;)\\]}]*(?:\\s|$))${QUOTE})`;
  const reason = `[.,]? (?:with an (?<deny>explicit deny(?: in an? (?:${KIND}))?)|because no (?<missing>${KIND}) allows)`;
  const oneLine = `(?:(?<principal>arn:${WORD}+)${QUOTE} )?${call}(?:${resource})?(?:${reason})?`;
  return [{ line: new RegExp(oneLine) }, ...getWrapped(actions)];
}

/** What Terraform and others put before each line of a message that they wrap. */
const MARGIN = '^[\\s│|]*';

/** The same message where a log wraps it: its parts stand on lines next to each other. */
function getWrapped(actions: string): Pattern[] {
  const perform = `(?:not |${MARGIN})authorized to perform:? (?<action>${actions})`;
  const arn = `(?:on )?(?:resource:? )?["']?(?<resource>arn:aws[\\w-]*:(?!sts:)[^\\s"']*[^\\s"'.,])`;
  return [
    {
      line: new RegExp(`${perform}(?: on)?(?: resource)?:?\\s*$`),
      near: { line: new RegExp(`${MARGIN}${arn}`), within: 1 },
    },
    {
      line: /not authorized to perform:?\s*$/,
      near: { line: new RegExp(`${MARGIN}(?<action>${actions}) on resource:?(?: ${arn})?`), within: 1 },
    },
    {
      line: /(?<principal>arn:aws[\w-]*:(?:sts|iam)::[^\s"']+) is(?: not)?\s*$/,
      near: { line: new RegExp(perform), within: 1 },
    },
    {
      line: new RegExp(`${MARGIN}(?:with an )?(?<deny>explicit deny in an? (?:${KIND}))`),
      near: { line: new RegExp(perform), within: 3 },
    },
  ];
}

/** What a refusal drags along: the tool that made the call only reports that it failed. */
export const CONSEQUENCES_OF_REFUSAL = [
  'artifacts-not-found',
  'cdk-synth-failed',
  'cloudformation-stack-failed',
  'codedeploy-failed',
  'docker-build-step-failed',
  'docker-registry-auth-failed',
  'ecs-deploy-failed',
  'kubernetes-failed',
  'kubernetes-unauthorized',
  'npm-auth-failed',
  'npm-script-failed',
  'python-error',
  'sam-build-failed',
  'serverless-framework-failed',
  'terraform-failed',
  'terraform-init-failed',
  'terraform-state-locked',
] as const;

/**
 * Actions that take no resource: a statement can only name `*`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const WITHOUT_RESOURCE =
  /^(?:(?:ec2|elasticloadbalancing|autoscaling|cloudwatch):Describe\w+|ecr(?:-public)?:GetAuthorizationToken|sts:Get\w+|s3:ListAllMyBuckets|ssm:DescribeParameters|logs:DescribeLogGroups|cloudformation:(?:ValidateTemplate|ListStacks|ListExports|GetTemplateSummary)|iam:List(?:Roles|Users|Policies|Groups|AccountAliases|OpenIDConnectProviders|ServerCertificates)|eks:(?:ListClusters|DescribeClusterVersions|DescribeAddonVersions)|ecs:(?:ListClusters|ListTaskDefinitions|RegisterTaskDefinition|DescribeTaskDefinition|DeregisterTaskDefinition)|(?:acm|codebuild|codepipeline|lambda|cloudfront|route53|secretsmanager|kms|sns|sqs):List(?:Certificates|Projects|Pipelines|Functions|Distributions|HostedZones\w*|Secrets|Aliases|Keys|Topics|Queues)|route53:GetChange|tag:\w+|ce:\w+|pricing:\w+)$/;

/** The statements that allow what was refused, and no more. A resource that nobody named is left for the reader to fill in. */
export function getRefusedStatements({ facts, seen = [], build }: Situation): Statement[] {
  return mergeStatements([facts, ...seen.filter(({ action }) => action)].map((f) => toStatement(f, build)));
}

function toStatement({ action, resource, principal }: Facts, build: Build | undefined): Statement {
  const name = action ?? 'YOUR_SERVICE:YOUR_ACTION';
  const named = WITHOUT_RESOURCE.test(name) ? '*' : findPolicyResource(resource, build, principal);
  return allow([name], [named ?? placeholder('resource_arn')]);
}

/** Who was refused, as a sentence begins: `The role NAME`, or the build's role where the log does not say. */
export function getRefusedName({ facts, build }: Situation): string {
  const principal = facts.principal ?? build?.role;
  const user = findUserName(principal);
  if (user) return `The user ${user}`;
  const name = getRoleName(principal);
  return name === getRoleName(undefined) ? 'The build role' : `The role ${name}`;
}
