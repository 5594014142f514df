import { getEcsSteps } from '../../src/fix/ecs.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'ecs-deploy-failed',
  family: 'deploy',
  title: 'The ECS task definition or service cannot be updated',
  patterns: [
    // AWS CLI and boto3. A missing permission is IAM's matter.
    /\((?<code>ClientException|InvalidParameterException|ClusterNotFoundException|ServiceNotFoundException|ServiceNotActiveException|ServerException|PlatformUnknownException|PlatformTaskDefinitionIncompatibilityException|UnsupportedFeatureException|TaskSetNotFoundException|UpdateInProgressException|TargetNotFoundException)\) when calling the (?<operation>(?:\w*(?:TaskDefinition|Service|Services|Task|Tasks|TaskSet|Cluster|Clusters))) operation: ?(?<reason>.*)/,
    /(?<reason>Unable to describe task definition|TaskDefinition (?:is inactive|not found)[^"]*)/,
    /\b(?<code>ServiceNotFoundException|ClusterNotFoundException|ServiceNotActiveException): (?<reason>.+)/,
    /ClientException: (?<reason>(?:Unable to describe|Role is not valid|Invalid |Container|Fargate|No Fargate|Too many|TaskDefinition|ECS was|The specified|When |Log driver|Duplicate|Task definition).*)/,
    /(?<reason>The container \S+ does not exist in the task definition)/,
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
  fix: getEcsSteps,
});
