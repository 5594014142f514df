import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { findStack, freeStackSteps, getStackName, showStackEventsStep } from '../../src/fix/stack.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

/** An event that only reports another's failure, and reasons that have a signature of their own. */
const ELSEWHERE =
  '(?!.*(?:cancell?ed|[Nn]ot authorized|Access ?Denied|Unable to fetch parameters|[Ll]imit ?[Ee]xceeded|Rate exceeded|Requires capabilities))';
const unless = (pattern: RegExp) => new RegExp(`${pattern.source}${ELSEWHERE}`);

export default defineSignature({
  id: 'cloudformation-stack-failed',
  family: 'deploy',
  title: 'A CloudFormation stack or change set fails',
  patterns: [
    // Events as the CDK, SAM and the Serverless Framework print them. The reason may be wrapped away.
    /_FAILED +\| (?<type>[\w:-]+) +\| (?<logicalId>[^\s|]+)(?: \(\w+\))?:? (?<reason>(?!.*(?:cancell?ed|[Nn]ot authorized|Access ?Denied|Unable to fetch parameters|[Ll]imit ?[Ee]xceeded|Rate exceeded)).+)/,
    unless(/_FAILED\s+(?<type>(?:AWS|Custom|Alexa)::[\w:-]+)\s+(?<logicalId>\w+)/),
    /_FAILED: (?<logicalId>\w+) \((?<type>[\w:-]+)\)/,
    unless(/^\s*An error occurred: (?<logicalId>\w+) - (?<reason>.+)/),
    unless(/Received response status \[FAILED\] from custom resource\. Message returned: (?<reason>.*)/),
    { line: /\b(?:CREATE|UPDATE|DELETE|IMPORT)_FAILED\b/, strength: 'likely' },
    // The tools' last words
    {
      line: /Failed to create\/update the stack\. Run the following command/,
      near: { line: /describe-stack-events --stack-name (?<stack>[\w-]+)/, within: 4 },
    },
    unless(
      /Failed to (?:create\/update the stack|create(?: the)? changeset)(?:(?: for the stack)?: (?<stack>[\w-]+),)?/,
    ),
    unless(/Waiter (?:Stack(?:Create|Update|Delete|Import|Rollback)|ChangeSetCreate)\w* failed/),
    unless(
      /The stack named (?<stack>[\w-]+) (?:failed|is in a failed state|was deleted)(?:.*: (?<status>[A-Z_]+): (?<reason>.+))?/,
    ),
    unless(/Stack Deployments? [Ff]ailed/),
    // The Serverless Framework says so of errors of its own, too.
    { line: /Stack (?<stack>[\w-]+) failed to (?:deploy|create|update)\b/, strength: 'likely' },
    /stack (?<stack>\S+) did not complete successfully and exited with status (?<status>\w+)/,
    /(?:Stack:?|stack) \[?(?<stack>[\w:/.-]+?)\]? is in (?<status>\w*(?:ROLLBACK\w*|_FAILED|_IN_PROGRESS)) state and can ?not be updated/,
    /The following resource(?:\(s\)|s) failed to (?:create|update|delete|deploy|import)(?:: \[(?<logicalId>[^\]]+)\])?/,
    /when calling the \w+ operation: (?<reason>No updates are to be performed)/,
    {
      line: /No changes to deploy\. Stack (?<stack>\S+) is up to date|The submitted information didn't contain changes/,
      strength: 'likely',
    },
    /when calling the CreateStack operation: Stack \[(?<stack>[^\]]+)\] already exists/,
    /No export named (?<export>\S+) found|Export (?<export2>\S+) cannot be (?:deleted|updated) as it is in use/,
    /AWS::EarlyValidation::(?<reason>\w+)|hook\(s\)(?:\/validation)? failed/,
    {
      line: /StackSet [Oo]peration .{0,80}(?:FAILED|failed)|\bGenericAccountConfigureError\b|Failed to update its base stack/,
      strength: 'likely',
    },
    { line: /\b(?:UPDATE_|IMPORT_)?ROLLBACK_(?:COMPLETE|FAILED|IN_PROGRESS)\b/, strength: 'likely' },
  ],
  above: [
    'npm-script-failed',
    'sam-build-failed',
    'serverless-framework-failed',
    'cdk-synth-failed',
    'python-error',
    'docker-build-step-failed',
    'deploy-tool-config-invalid',
  ],
  explain: (situation) => {
    const { logicalId, reason, type } = situation.facts;
    const stack = findStack(situation);
    if (isEmpty(situation))
      return `The stack${stack ? ` \`${stack}\`` : ''} has nothing to change, and the command counts that as a failure.`;
    const what = logicalId
      ? `The resource \`${logicalId}\`${type ? ` (${type})` : ''} of the stack`
      : `The stack \`${getStackName(stack)}\``;
    const why = reason
      ? `: ${reason.trim().slice(0, 240).replace(/\.$/, '')}`
      : '; its first FAILED event names the reason';
    return `${stack || logicalId ? what : 'A CloudFormation stack'} could not be created or updated${why}.`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    if (isEmpty(situation)) return emptySteps();
    return [
      showStackEventsStep(findStack(situation), build),
      ...customResourceSteps(situation),
      ...freeStackSteps(findStack(situation), facts.status, build),
    ];
  },
});

function isEmpty({ facts: { reason, logicalId, status } }: Situation): boolean {
  return reason === 'No updates are to be performed' && !logicalId && !status;
}

function emptySteps(): FixStep[] {
  return [
    {
      title:
        'Let an empty change set pass: aws cloudformation deploy and sam deploy know --no-fail-on-empty-changeset, update-stack does not',
      command: sh`aws cloudformation deploy --no-fail-on-empty-changeset --template-file ${placeholder('template')} --stack-name ${placeholder('stack')}`,
      changes: true,
    },
  ];
}

/** A custom resource fails in its Lambda function, whose log tells more; the CDK's own come with the library. */
function customResourceSteps({ facts, build }: Situation): FixStep[] {
  if (!/^Custom::|custom resource/.test(`${facts.type ?? ''}${facts.reason ?? ''}`)) return [];
  const own = /AWSCDK|^Custom::CDK/.test(facts.type ?? '');
  return [
    ...(own
      ? [
          {
            title:
              'The function behind it belongs to the CDK: take another version of aws-cdk-lib and aws-cdk, and pin it',
            command: 'npm view aws-cdk-lib versions --json | tail -n 20; npm ls aws-cdk-lib',
            changes: false,
          },
        ]
      : []),
    {
      title: 'Read the log of the function behind the custom resource',
      command: sh`aws logs tail ${placeholder('log group of the function')} --since 2h${regionWord(build)}`,
      changes: false,
    },
  ];
}
