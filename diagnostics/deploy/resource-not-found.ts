import { findMissingQuestion } from '../../src/checks/ask-missing-resource.ts';
import { getMissingResourceSteps } from '../../src/fix/aws-lists.ts';
import { defineSignature } from '../../src/signature.ts';

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
    /\((?<code>ValidationError|ValidationException|InvalidParameterValue|InvalidParameterException|BadRequestException|InvalidInputException)\) when calling the (?<operation>\w+) operation: (?<reason>(?:Stack (?:with id|(?:\[[^\]]+\]|\S+) does not)|No Environment found|No Application named|.*(?:does not exist|could not be found|cannot be found|Could not find|not found)).*)/,
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
    // Elastic Beanstalk's CLI
    /ERROR: NotFoundError - (?<reason>.+)/,
    { line: /^fatal error: (?<reason>An error occurred \(404\).*)/ },
  ],
  above: ['python-error', 'npm-script-failed', 'docker-build-step-failed'],
  checks: ({ facts, command }) => findMissingQuestion(facts, command),
  explain: ({ facts }) =>
    `${facts.operation ? `\`${facts.operation}\` does not find what` : 'AWS does not find what'} the build names${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : facts.code ? ` (${facts.code})` : ''}`.replace(
      /\.?$/,
      '.',
    ),
  fix: getMissingResourceSteps,
});
