import {
  customResourceSteps,
  emptyChangeSteps,
  findStack,
  freeStackSteps,
  showStackEventsStep,
  unprotectStackStep,
} from '../../src/fix/stack.ts';
import { isEmptyChange, renderStackFailure } from '../../src/fix/stack-failure.ts';
import { defineSignature } from '../../src/signature.ts';

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
    /(?:Stack:? ?|stack )\[?(?<stack>[\w:/.-]+?)\]? is in (?<status>\w*(?:ROLLBACK\w*|_FAILED|_IN_PROGRESS)) state and can ?not be updated/,
    /The following resource(?:\(s\)|s) failed to (?:create|update|delete|deploy|import)(?:: \[(?<logicalId>[^\]]+)\])?/,
    /when calling the \w+ operation: (?<reason>No updates are to be performed)/,
    {
      line: /(?<state>No changes to deploy)\. Stack (?<stack>\S+) is up to date|(?<state2>The submitted information didn't contain changes)/,
      strength: 'likely',
    },
    /when calling the CreateStack operation: Stack \[(?<stack>[^\]]+)\] already exists/,
    /Stack \[(?<stack>[^\]]+)\] (?<reason>cannot be (?:deleted|updated) while TerminationProtection is enabled)/,
    unless(
      /Resource of type '(?<type>[\w:-]+)' with identifier '(?<logicalId>[^']+)' (?<reason>already exists)/,
    ),
    // Errors of the API itself
    /\((?:InvalidChangeSetStatus|OperationInProgress\w*|OperationNotAllowed\w*|StackInstanceNotFound\w*|TokenAlreadyExists\w*)\) when calling the \w+ operation: (?<reason>.+)/,
    /(?<reason>missing Tags and\/or Outputs information and therefore not in a healthy state)/,
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
  explain: renderStackFailure,
  fix: (situation) => {
    const { facts, build } = situation;
    if (isEmptyChange(situation)) return emptyChangeSteps(situation.build);
    if (facts.reason?.includes('TerminationProtection'))
      return [unprotectStackStep(findStack(situation), build)];
    return [
      showStackEventsStep(findStack(situation), build),
      ...customResourceSteps(situation),
      ...freeStackSteps(findStack(situation), facts.status, build),
    ];
  },
});
