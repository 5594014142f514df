import { regionOption, updateProjectStep } from '../../src/fix/project.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'aws-throttled',
  family: 'limits',
  title: 'An AWS API turned calls away: too many in a short time',
  patterns: [
    // boto3 and the AWS CLI name the operation
    /\((?<error>Throttling\w*|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown|RequestThrottled\w*|ProvisionedThroughputExceededException|PriorRequestNotComplete)\) when calling the (?<operation>\w+) operation/,
    // Other SDKs, CloudFormation's reasons, CodeBuild's own contexts
    /\b(?<error>ThrottlingException|ThrottledException|RequestThrottled(?:Exception)?|RequestLimitExceeded|EC2ThrottledException|ProvisionedThroughputExceededException|PriorRequestNotComplete|BandwidthLimitExceeded)\b/,
    /Throttling: Rate|Error Code: Throttling|[Cc]ode: '?Throttling\b|Status: 400\. Code: Throttling/,
    /Too Many Requests \(Service: |Status Code: 429, Request ID/,
    /\bRate exceeded\b(?!.{0,80}[Rr]etry)/,
    {
      line: /\bTooManyRequestsException\b|SlowDown: Please reduce your request rate|\bRequest rate (?:is too high|limit exceeded)/,
      strength: 'likely',
    },
  ],
  above: [
    'cloudformation-stack-failed',
    'terraform-failed',
    'serverless-framework-failed',
    'sam-build-failed',
    'cdk-synth-failed',
    'ecs-deploy-failed',
    'codedeploy-failed',
    'python-error',
    'vpc-permission-denied',
    'codepipeline-action-failed',
  ],
  sharedBy: [],
  explain: ({ facts }) =>
    `AWS turned ${facts.operation ? `${facts.operation} ` : 'a call '}away${facts.error ? ` (${facts.error})` : ''}: the account made too many calls to that API in a short time in this region. Builds that run side by side share the limit.`,
  fix: ({ build }) => [
    {
      title: 'Let the SDK or the CLI wait and try again more often',
      command: 'export AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=10',
      changes: false,
    },
    updateProjectStep(
      {
        title:
          'Run fewer builds of the project side by side: a concurrent build limit (concurrentBuildLimit)',
        options: { 'concurrent-build-limit': 20 },
        field: 'concurrentBuildLimit',
      },
      build,
    ),
    {
      title:
        'See which caller makes the calls: a loop that polls, a parallel deployment, another tool in the account',
      command: sh`aws cloudtrail lookup-events --max-results 50 --query "Events[].[EventTime,EventName,Username]" --output table${regionOption(build)}`,
      changes: false,
    },
  ],
  retryable: true,
  retryReason: 'A limit on calls a second is over in seconds.',
});
