import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';
import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'cloudformation-template-invalid',
  family: 'deploy',
  title: 'The CloudFormation template or its parameters are not valid',
  patterns: [
    /Template (?:format |validation )?error: (?<reason>.+)/,
    /\(ValidationError\) when calling the (?:ValidateTemplate|GetTemplateSummary) operation: (?<reason>.+)/,
    // What the stack's own operations refuse, unless it is about the stack's state, a role or a parameter in Parameter Store.
    /\(ValidationError\) when calling the (?:Create|Update)(?:Stack|ChangeSet|StackSet) operation: (?<reason>(?!No updates|Stack|.*(?:ROLLBACK|_FAILED|_IN_PROGRESS)|Requires cap|Unable to fetch|No export|Export|Role |User|S3 error|ChangeSet|.*not authorized).+)/,
    /(?<reason>Unresolved resource dependencies \[[^\]]+\])/,
    /(?<reason>Parameters: \[[^\]]+\] (?:must have values|do not exist in the template))/,
    /(?<reason>Parameter validation failed: parameter value .{0,80} does not exist.*|Unrecognized resource types: \[[^\]]+\])/,
    /(?<reason>Invalid template (?:property or properties|resource property|parameter property).*)/,
    /(?<reason>Circular dependency between resources: \[[^\]]+\])/,
    /\[(?<path>\/Resources\/\S+)\] (?<reason>'null' values are not allowed in templates)/,
    /errors\.InvalidTemplateError: (?<reason>.+)/,
    /Transform AWS::[\w:-]+ failed with: (?<reason>.+)|(?<reason2>Invalid Serverless Application Specification document.*)/,
    /Template provided at '(?<path>[^']+)' was invalid SAM Template/,
    // cfn-lint: the rule stands on the line before, this one is the place; its parseable form has both.
    /\.(?:yaml|yml|json|template):(?<line>\d+):\d+:\d+:\d+:(?<rule>E\d{4}):(?<reason>.+)/,
    {
      line: /^(?=(?<path>\S+?):\d+:\d+$)\S+\.(?:yaml|yml|json|template):(?<line>\d+):\d+$/,
      strength: 'likely',
    },
    { line: /cfn-lint.{0,40}\b(?:failed|found errors)|\bTemplateValidationError\b/, strength: 'likely' },
  ],
  above: [
    'cloudformation-stack-failed',
    'sam-build-failed',
    'serverless-framework-failed',
    'python-error',
    'deploy-tool-config-invalid',
    'security-scan-failed',
  ],
  explain: ({ facts }) => {
    const reason = facts.reason?.trim().slice(0, 240).replace(/\.$/, '');
    return `CloudFormation (or cfn-lint) does not accept the template${renderPlace({ path: facts.path ?? '', line: facts.line ?? '' })}${reason ? `: ${reason}` : '; the lines with an E and four digits say why'}.`;
  },
  fix: ({ facts, build }) => {
    const isFile = facts.path !== undefined && !facts.path.startsWith('/Resources');
    const template = isFile ? (facts.path ?? '') : placeholder('template');
    return [
      ...(isFile ? lookAtStep(facts) : []),
      {
        title:
          'Check it before the build does, and correct what is named: mostly a misspelt !Ref, !GetAtt or !Sub, a parameter without a value, or null where something should stand (a list without targets)',
        command: sh`pip install cfn-lint && cfn-lint ${template}`,
        changes: false,
        verify: sh`aws cloudformation validate-template --template-body ${`file://${template}`}${regionOption(build)}`,
      },
      {
        title: 'If a parameter has no value: pass it, or give it a Default',
        command: sh`aws cloudformation deploy --template-file ${template} --stack-name ${placeholder('stack')} --parameter-overrides ${`${placeholder('parameter')}=${placeholder('value')}`}${regionOption(build)}`,
        changes: true,
      },
    ];
  },
});
