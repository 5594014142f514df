import { findRegion } from '../../src/fix/arn.ts';
import { getPutParameterStep } from '../../src/fix/parameters.ts';
import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { getRenameStep } from '../../src/fix/rename-in-buildspec.ts';
import { raw, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'ssm-parameter-not-found',
  family: 'iam',
  title: 'A Parameter Store parameter does not exist',
  patterns: [
    // The agent, while it resolves `env: parameter-store`.
    /\b[Pp]arameter does not exist: ?(?<parameter>\S+)/,
    // AWS CLI and boto3; the name follows only in newer versions.
    /\(Parameter(?:Version)?NotFound\) when calling the GetParameter\w* operation(?:: (?:Systems Manager )?[Pp]arameter (?<parameter>\S+) not found)?/,
    // SDKs for JavaScript, Go and Java, Terraform.
    /\b(?:reading|describing|getting|reading AWS) SSM Parameter \(?(?<parameter>[^\s()]+)\)?: (?:couldn't find|empty result|.{0,200}ParameterNotFound)/i,
    /(?:^|[\s.([*:])ParameterNotFound(?:Exception)?(?::|\)|$)(?: (?:Parameter )?(?<parameter>\/?[\w./-]+) not found)?/,
    /\b(?:name|code|Code|__type)['"]?: ?['"]ParameterNotFound/,
    /\bSSM [Pp]arameter:? '?(?<parameter>\/?[\w./-]+)'? (?:does not exist|(?:was )?not found|could not be found)/,
    // CloudFormation, for a parameter of type AWS::SSM::Parameter::Value, and for a dynamic reference.
    /Unable to fetch parameters \[(?<parameter>[^\]]+)\] from parameter store/,
    /Parameters: \[(?:ssm(?:-secure)?:)?(?<parameter>\/?[\w./-]+)(?![\w./-])[^\]]*\] cannot be found/,
    // The CDK's valueFromLookup; the Serverless Framework 1 and 3.
    /SSM parameter not available in account \d+, region [\w-]+: (?<parameter>\S+)/,
    /A valid SSM parameter to satisfy the declaration 'ssm:(?<parameter>[^'~]+)/,
    /Value not found at "ssm" source/,
    // A name that is none: the value itself, or an empty variable, stands where the name should.
    {
      line: /Decrypted Variables Error(?: Message)?: .{0,60}(?:Validation|InvalidParameter|failed to satisfy constraint)/,
      strength: 'likely',
    },
    // Scripts that word it themselves, and the AWS Deployment Framework.
    { line: /due to missing parameters \((?<parameter>[^)]+)\)/, strength: 'likely' },
    {
      line: /\bParameter (?<parameter>\/[\w./-]+) (?:[Nn]ot [Ff]ound|does not exist|could not be found)/,
      strength: 'likely',
    },
  ],
  above: ['cloudformation-template-invalid', 'resource-not-found', ...CONSEQUENCES_OF_REFUSAL],
  checks: ({ facts }) =>
    facts.parameter ? [{ kind: 'parameter-missing', name: facts.parameter }, { kind: 'buildspec' }] : [],
  sharedBy: ['parameter'],
  explain: ({ facts, build }) => {
    const region = findRegion(build);
    const near = facts.near ? ` There is ${facts.near}: probably that is meant.` : '';
    return `Parameter Store has no parameter ${facts.parameter ?? 'of the name that the build asks for'}${region ? ` in ${region}` : ' in this account and region'}.${near}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const { parameter, near } = facts;
    const region = findRegion(build);
    const word = parameter?.split(/[/_.-]/).findLast((part) => part.length > 2) ?? '';
    const create = getPutParameterStep(parameter, build);
    const rename = near && parameter ? [getRenameStep(parameter, near, situation)] : [];
    return [
      ...rename,
      ...(near ? [{ ...create, title: `Or, where it is really another: ${create.title}` }] : [create]),
      {
        title:
          'See which parameters there are: mostly the name is misspelt, or the parameter is in another region or account',
        command: sh`aws ssm describe-parameters --parameter-filters ${`Key=Name,Option=Contains,Values=${word || 'YOUR_NAME'}`} --query ${'Parameters[].Name'} --output text${raw(region ? sh` --region ${region}` : '')}`,
        changes: false,
      },
    ];
  },
});
