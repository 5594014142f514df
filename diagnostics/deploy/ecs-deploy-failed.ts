import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'ecs-deploy-failed',
  family: 'deploy',
  title: 'The ECS task definition or service cannot be updated',
  patterns: [
    // AWS CLI and boto3. A missing permission is IAM's matter.
    /\((?<code>ClientException|InvalidParameterException|ClusterNotFoundException|ServiceNotFoundException|ServiceNotActiveException|ServerException|PlatformUnknownException|PlatformTaskDefinitionIncompatibilityException|UnsupportedFeatureException|TaskSetNotFoundException|UpdateInProgressException|TargetNotFoundException)\) when calling the (?<operation>(?:\w*(?:TaskDefinition|Service|Services|Task|Tasks|TaskSet|Cluster|Clusters))) operation: (?<reason>.+)/,
    /(?<reason>Unable to describe task definition|TaskDefinition (?:is inactive|not found)[^"]*)/,
    /\b(?<code>ServiceNotFoundException|ClusterNotFoundException|ServiceNotActiveException): (?<reason>.+)/,
    /ClientException: (?<reason>(?:Unable to describe|Role is not valid|Invalid |Container|Fargate|No Fargate|Too many|TaskDefinition|ECS was|The specified|When |Log driver|Duplicate|Task definition).*)/,
    /(?<reason>ECS was unable to assume the role '(?<role>[^']+)'|Role is not valid)/,
    // Waiters, circuit breaker, the deploy tools
    /Waiter (?<waiter>Services(?:Stable|Inactive)|Tasks(?:Running|Stopped)) failed: (?<reason>.+)/,
    /(?<reason>ECS deployment circuit breaker[^"]*|deployment failed: tasks failed to start|tasks failed to start)/,
    /(?<reason>unable to place a task because .+|unable to consistently start tasks successfully)/,
    /(?<reason>New task definition not running within \d+ seconds|Deployment failed due to timeout\. Please see.*)/,
    /level=fatal msg="?(?<reason>.*(?:ClientException|TaskDefinition|task definition|ECS|ecs-params).*)/,
    // Of the project's own image build-image-pull-failed speaks.
    {
      line: /^(?!.*(?:customer's container image|BUILD_CONTAINER|toomanyrequests)).*(?:CannotPullContainerError: (?<reason>.+)|ResourceInitializationError: (?<reason2>.+)|(?<reason3>Essential container in task exited))/,
      strength: 'likely',
    },
  ],
  above: [
    'npm-script-failed',
    'python-error',
    'docker-build-step-failed',
    'resource-not-found',
    'cloudformation-stack-failed',
    'aws-cli-usage',
  ],
  explain: ({ facts }) =>
    facts.waiter
      ? `ECS took the update, but the service did not become stable in time (\`${facts.waiter}\`): its new tasks do not start, or do not pass the health check.`
      : `ECS refuses the deployment${facts.operation ? ` (${facts.operation})` : ''}${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : ''}`.replace(
          /\.?$/,
          '.',
        ),
  fix: (situation) => [...getOwnSteps(situation), ...lookSteps(situation)],
});

/** What the command says of cluster, service and task definition; the reader fills in the rest. */
function getNames({ command }: Situation) {
  const option = (name: string) => new RegExp(`--${name}[ =]["']?([\\w:/.-]+)`).exec(command ?? '')?.[1];
  return {
    cluster: option('cluster') ?? placeholder('cluster'),
    service: option('services?') ?? placeholder('service'),
    family: (option('task-definition') ?? placeholder('task_definition')).replace(/:\d+$/, ''),
  };
}

function getOwnSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  const { family } = getNames(situation);
  const region = regionWord(build);
  const text = `${facts.code ?? ''} ${facts.reason ?? ''}`;
  if (/[Rr]ole/.test(text))
    return [
      {
        title:
          'Name roles in the task definition that exist and trust ecs-tasks.amazonaws.com (executionRoleArn, taskRoleArn)',
        command: sh`aws iam get-role --role-name ${facts.role?.split('/').at(-1) ?? placeholder('role')} --query Role.AssumeRolePolicyDocument`,
        changes: false,
      },
    ];
  if (/describe task definition|TaskDefinition|task definition/.test(text))
    return [
      {
        title:
          'See which revisions are active: the name or the revision that the build asks for is not among them',
        command: sh`aws ecs list-task-definitions --family-prefix ${family} --status ACTIVE --sort DESC --max-items 5${region}`,
        changes: false,
      },
      {
        title: 'Register it from the file in the source before the service is updated',
        command: sh`aws ecs register-task-definition --cli-input-json file://${placeholder('taskdef.json')}${region}`,
        changes: true,
        verify: sh`aws ecs describe-task-definition --task-definition ${family}${region} --query ${'taskDefinition.[family,revision,status]'}`,
      },
    ];
  return [];
}

function lookSteps(situation: Situation): FixStep[] {
  const { cluster, service } = getNames(situation);
  const region = regionWord(situation.build);
  return [
    {
      title: 'See which clusters and services there are in this account and region',
      command: sh`aws ecs list-clusters${region} --output text; aws ecs list-services --cluster ${cluster}${region} --output text`,
      changes: false,
    },
    {
      title: 'Read the latest events of the service, and why its tasks stopped',
      command: sh`aws ecs describe-services --cluster ${cluster} --services ${service}${region} --query ${'services[0].events[:5].message'}; aws ecs describe-tasks --cluster ${cluster}${region} --tasks $(aws ecs list-tasks --cluster ${cluster} --service-name ${service} --desired-status STOPPED${region} --query taskArns --output text) --query ${'tasks[].[stoppedReason,containers[].reason]'}`,
      changes: false,
    },
  ];
}
