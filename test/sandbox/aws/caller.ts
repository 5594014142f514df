import { type Account, arnOf, partitionOf } from './account.ts';
import type { Call } from './call.ts';
import { AwsError } from './errors.ts';
import { evaluate } from './permissions.ts';
import type { Policy } from './scenario-schema.ts';
import { secretArn } from './services/secrets-manager.ts';
import { parameterResource } from './services/ssm.ts';
import { callerArn } from './services/sts.ts';

export interface Requirement {
  action: string;
  resource: string;
}

type Resources = (operation: string, input: Record<string, unknown>, account: Account) => string[];

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

/** `project:uuid` or a build's ARN -> the project's ARN: CodeBuild asks for permission on the project. */
function projectArn(account: Account, id: string): string {
  const local = id.split(/:(?:build|build-batch)\//).at(-1) ?? id;
  return arnOf(account, 'codebuild', `project/${local.split(':')[0]}`);
}

function logResources(operation: string, input: Record<string, unknown>, account: Account): string[] {
  if (operation === 'DescribeLogGroups')
    return [arnOf(account, 'logs', `log-group:${text(input.logGroupNamePrefix)}:*`)];
  const group = text(input.logGroupName) || text(input.logGroupIdentifier).split(':log-group:').at(-1);
  // A stream is named under its group; what concerns a whole group is asked of `group:*`.
  const stream = operation === 'GetLogEvents' ? `log-stream:${text(input.logStreamName)}` : '*';
  return [arnOf(account, 'logs', `log-group:${group}:${stream}`)];
}

function tableResources(_: string, input: Record<string, unknown>, account: Account): string[] {
  const requested = input.RequestItems;
  const names = typeof requested === 'object' && requested ? Object.keys(requested) : [text(input.TableName)];
  const index = text(input.IndexName);
  return names.map((name) => arnOf(account, 'dynamodb', `table/${name}${index && `/index/${index}`}`));
}

/** The resources that a call is judged on, by service. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const RESOURCES: Record<string, Resources> = {
  codebuild: (_, input, account) => {
    const ids = [
      ...texts(input.ids),
      ...texts(input.names),
      text(input.id),
      text(input.projectName),
      text(input.name),
    ];
    return ids.filter((id) => id !== '').map((id) => projectArn(account, id));
  },
  logs: logResources,
  iam: (_, input, account) => {
    const name = text(input.RoleName);
    if (name === '')
      return [text(input.PolicySourceArn) || text(input.PolicyArn)].filter((arn) => arn !== '');
    const path = account.roles.get(name)?.path ?? '/';
    return [`arn:${partitionOf(account.region)}:iam::${account.id}:role${path}${name}`];
  },
  ssm: (operation, input, account) => {
    if (operation === 'DescribeParameters') return ['*'];
    const names = [...texts(input.Names), text(input.Name), text(input.Path)].filter((name) => name !== '');
    return names.map((name) =>
      name.startsWith('arn:') ? name : arnOf(account, 'ssm', parameterResource(name)),
    );
  },
  // Describing takes no resource.
  ec2: () => ['*'],
  kms: (_, input, account) => {
    const key = text(input.KeyId);
    if (key.startsWith('arn:')) return [key];
    return [arnOf(account, 'kms', key.startsWith('alias/') ? key : `key/${key}`)];
  },
  'codestar-connections': (_, input) => [text(input.ConnectionArn)],
  ecr: (operation, input, account) => {
    if (operation === 'GetAuthorizationToken') return ['*'];
    const names = [...texts(input.repositoryNames), text(input.repositoryName)].filter((name) => name !== '');
    // Without a name, all repositories are asked for.
    return (names.length > 0 ? names : ['*']).map((name) => arnOf(account, 'ecr', `repository/${name}`));
  },
  sqs: (_, { QueueUrl }, account) => [arnOf(account, 'sqs', text(QueueUrl).split('/').at(-1) ?? '')],
  s3: (_, { Bucket, Key }, account) => [
    `arn:${partitionOf(account.region)}:s3:::${text(Bucket)}${text(Key) && `/${text(Key)}`}`,
  ],
  codecommit: (_, input, account) => [arnOf(account, 'codecommit', text(input.repositoryName))],
  codepipeline: (operation, input, account) => {
    const name = text(input.pipelineName) || text(input.name);
    const stage = operation === 'RetryStageExecution' ? `/${text(input.stageName)}` : '';
    return [arnOf(account, 'codepipeline', name + stage)];
  },
  secretsmanager: (_, input, account) => {
    const id = text(input.SecretId);
    return id === '' ? ['*'] : [id.startsWith('arn:') ? id : secretArn({ account }, id)];
  },
  events: (_, input, account) => {
    const entries = Array.isArray(input.Entries) ? input.Entries : [];
    const buses = new Set(entries.map((each: { EventBusName?: string }) => each.EventBusName ?? 'default'));
    return [...buses].map((bus) =>
      bus.startsWith('arn:') ? bus : arnOf(account, 'events', `event-bus/${bus}`),
    );
  },
  dynamodb: tableResources,
};

/** IAM's names that are not the API's. */
const ACTIONS: Record<string, string> = {
  's3:HeadObject': 's3:GetObject',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
};

/** The prefix of a connection's action is that of its ARN, whatever name of the service is called. */
function getAction(name: string, connection: string): string {
  const prefix = connection.split(':')[2];
  if (prefix) return name.replace(/^codestar-connections/, prefix);
  return ACTIONS[name] ?? name;
}

/** What IAM asks before the call goes through: an action and a resource each. Empty where it asks nothing. */
export function getRequirements({ service, operation, input }: Call, account: Account): Requirement[] {
  const name = `${service}:${operation}`;
  // "No permissions are required to perform this operation."
  if (name === 'sts:GetCallerIdentity') return [];
  const action = getAction(name, text(input.ConnectionArn));
  const resources = RESOURCES[service]?.(operation, input, account) ?? [];
  return (resources.length === 0 ? ['*'] : resources).map((resource) => ({ action, resource }));
}

/** Lets the call pass or throws the refusal in AWS's words. */
export async function authorize(call: Call, account: Account, policy: Policy): Promise<void> {
  const caller = callerArn(account.id);
  const principal = `arn:aws:iam::${account.id}:role/faultline`;
  for (const { action, resource } of getRequirements(call, account)) {
    const verdict = await evaluate({
      principal,
      action,
      resource,
      account: account.id,
      identityPolicies: [{ name: 'caller', policy }],
      context: { 'aws:ResourceAccount': account.id },
    });
    if (verdict.decision === 'allowed') continue;
    const why =
      verdict.decision === 'explicitDeny'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${action} action`;
    const isXml = call.service === 'iam' || call.service === 'sts' || call.service === 's3';
    const isEc2 = call.service === 'ec2';
    throw new AwsError(
      isEc2 ? 'UnauthorizedOperation' : isXml ? 'AccessDenied' : 'AccessDeniedException',
      `${isEc2 ? 'You are not authorized to perform this operation. ' : ''}User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
      isXml || isEc2 ? 403 : 400,
    );
  }
}
