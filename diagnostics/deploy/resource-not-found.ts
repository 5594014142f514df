import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

/** Operations whose missing thing has a signature of its own: secrets, parameters, ECR, ECS, CodeDeploy. */
const OWN =
  '(?!(?:GetSecretValue|DescribeSecret|PutSecretValue|GetParameter\\w*|DescribeImages|\\w*Image\\w*|\\w*LayerUpload|DescribeRepositories|\\w*TaskDefinition|\\w*Services?|\\w*Deployment\\w*) )';
const CODES =
  '(?:\\w*NotFound(?:Exception|Fault|\\.\\w+)?|\\w+\\.NotFound|NoSuch\\w+|\\w*DoesNotExist(?:Exception|Fault)?|\\w*DoesNotExistException|UnknownResourceException|404)';

export default defineSignature({
  id: 'resource-not-found',
  family: 'deploy',
  title: 'An AWS resource that the build names does not exist',
  patterns: [
    new RegExp(
      `\\((?<code>(?!Parameter|Image|Repository|Cluster|Service)${CODES})\\) when calling the (?<operation>${OWN}\\w+) operation(?: \\([^)]*\\))?: (?<reason>.+)`,
    ),
    /\((?<code>ValidationError|ValidationException|InvalidParameterValue|InvalidParameterException|BadRequestException|InvalidInputException)\) when calling the (?<operation>\w+) operation: (?<reason>(?:Stack (?:with id|\[|\S+ does not)|No Environment found|No Application named|.*(?:does not exist|could not be found|cannot be found|Could not find|not found)).*)/,
    /(?<reason>Stack with id (?<stack>\S+) does not exist|Stack \[(?<stack2>[^\]]+)\] does not exist)/,
    /(?<reason>The specified bucket does not exist|NoSuchBucket)(?:.*BucketName: ?(?<bucket>[\w.-]+))?/,
    // SDKs for JavaScript, Go and Java
    {
      line: /(?:^|[\s:(])(?<code>ResourceNotFoundException|NoSuchEntity(?:Exception)?|NoSuchHostedZone|NoSuchDistribution|EntityNotFoundException|PipelineNotFoundException): (?<reason>.+)/,
      strength: 'likely',
    },
    /Error Code: (?<code>(?!ParameterNotFound|RepositoryNotFound|ImageNotFound)\w*(?:NotFound\w*|NoSuch\w+))[;)]/,
    /api error (?<code>(?!ParameterNotFound|RepositoryNotFound|ImageNotFound|NotFoundException: UnknownError)\w*(?:NotFound\w*|NoSuch\w+)): (?<reason>.+)/,
    {
      line: /(?<reason>Function not found: (?<arn>arn:aws\S+)|Project cannot be found: (?<arn2>arn:aws\S+))/,
    },
    { line: /^fatal error: (?<reason>An error occurred \(404\).*)/ },
  ],
  above: ['python-error', 'npm-script-failed', 'docker-build-step-failed'],
  explain: ({ facts }) =>
    `${facts.operation ? `\`${facts.operation}\` does not find what` : 'AWS does not find what'} the build names${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : facts.code ? ` (${facts.code})` : ''}`.replace(
      /\.?$/,
      '.',
    ),
  fix: (situation) => [...getLookSteps(situation), ...placeSteps(situation)],
});

/** How to list what there is, by the kind of thing. */
const LISTS: readonly [RegExp, string][] = [
  [
    /Stack/,
    'aws cloudformation list-stacks --stack-status-filter CREATE_COMPLETE UPDATE_COMPLETE UPDATE_ROLLBACK_COMPLETE ROLLBACK_COMPLETE --query StackSummaries[].StackName --output text',
  ],
  [/Bucket/, 'aws s3 ls'],
  [/Function|Lambda|Alias/, 'aws lambda list-functions --query Functions[].FunctionName --output text'],
  [/StartBuild|codebuild|Project/, 'aws codebuild list-projects --output text'],
  [/Pipeline/, 'aws codepipeline list-pipelines --query pipelines[].name --output text'],
  [
    /Environment|Application/,
    'aws elasticbeanstalk describe-environments --query Environments[].[ApplicationName,EnvironmentName,Status] --output text',
  ],
  [
    /Distribution|Invalidation/,
    'aws cloudfront list-distributions --query DistributionList.Items[].[Id,DomainName] --output text',
  ],
  [/EKS|eks|DescribeCluster|UpdateKubeconfig/, 'aws eks list-clusters --output text'],
  [/Table/, 'aws dynamodb list-tables --output text'],
  [/Role|NoSuchEntity/, 'aws iam list-roles --query Roles[].RoleName --output text'],
];

function getLookSteps({ facts, build }: Situation): FixStep[] {
  const about = [
    facts.operation,
    facts.reason,
    facts.code,
    facts.stack && 'Stack',
    facts.bucket && 'Bucket',
  ].join(' ');
  const list = LISTS.find(([pattern]) => pattern.test(about))?.[1];
  if (!list) return [];
  return [
    {
      title:
        'See what there is in this account and region: mostly the name is misspelt, or a step that creates it (a bootstrap, another stack) has not run',
      command: sh`${{ raw: list.replace(/--query (\S+)/, "--query '$1'") }}${regionWord(build)}`,
      changes: false,
    },
  ];
}

function placeSteps({ facts, build }: Situation): FixStep[] {
  const region = build?.region ?? placeholder('region');
  return [
    {
      title: `See in which account and region the build asks: \`--region\` in the command and AWS_DEFAULT_REGION must be those of the resource (a build has its own, ${region})`,
      command:
        'aws sts get-caller-identity; aws configure get region; env | grep -E "^AWS_(DEFAULT_)?REGION="',
      changes: false,
    },
    {
      title: 'Find where the name comes from; an empty or wrong variable is a usual reason',
      command: sh`git grep -nF ${facts.stack ?? facts.bucket ?? facts.arn?.split(/[:/]/).at(-1) ?? facts.reason?.match(/[\w-]+-[\w-]{4,}/)?.[0] ?? placeholder('name')}`,
      changes: false,
    },
  ];
}
