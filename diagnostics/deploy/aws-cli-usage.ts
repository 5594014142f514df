import { getHostSuffix, getPlace } from '../../src/fix/arn.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { Build, FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'aws-cli-usage',
  family: 'deploy',
  title: 'An aws command is called with a wrong option, argument or JSON',
  patterns: [
    /aws: error: (?<reason>argument (?<argument>[\w-]+): Invalid choice.*)/,
    /aws: (?:error|\[ERROR\]): (?:An error occurred \((?:ParamValidation|Usage)\): )?(?<reason>.+)/,
    /(?<reason>Unknown options: (?<argument>.+))/,
    /(?<reason>Error parsing parameter '(?<argument>[^']+)': (?!Unable to load paramfile).+)/,
    /^(?:fatal error: |[\w.]*ParamValidationError: )?(?<reason>Parameter validation failed:(?! parameter value).*)/,
    /(?<reason>Missing required parameter in (?:input|\S+): "(?<argument>[^"]+)"|Unknown parameter in (?:input|\S+): "(?<argument2>[^"]+)"|Invalid (?:type|length) for parameter (?<argument3>[\w.[\]]+))/,
    /(?<reason>Invalid bucket name "(?<value>[^"]*)")/,
    /(?<reason>Invalid JSON received: .+|Expected: '[=,]', received: .+)/,
    {
      line: /\((?:ParamValidation|SerializationException|MalformedPolicyDocument|InvalidInputException)\) when calling the (?<operation>\w+) operation: (?<reason>.+)/,
      strength: 'likely',
    },
    { line: /^usage: aws \[options\] <command> <subcommand>/, strength: 'likely' },
    { line: /To see help text, you can run:/, strength: 'symptom' },
  ],
  above: [
    'docker-registry-auth-failed',
    'docker-invalid-reference',
    'python-error',
    'docker-build-step-failed',
    'artifacts-not-found',
  ],
  explain: (situation) => {
    const { reason, value } = situation.facts;
    if (value === '' || /Invalid bucket name ""/.test(reason ?? ''))
      return 'The aws command gets an empty bucket name: the variable in it is not set in this build.';
    if (isGetLogin(situation))
      return 'The build calls `aws ecr get-login`, which AWS CLI v2 does not have any more.';
    return `The aws command does not understand how it is called${reason ? `: ${reason.trim().slice(0, 240)}` : ''}`.replace(
      /[.:]?$/,
      '.',
    );
  },
  fix: (situation) => {
    const { facts, command } = situation;
    const words = /\baws (?:--\S+ )*([a-z0-9-]+)(?: ([a-z0-9-]+))?/.exec(command ?? '');
    const service = words?.[1] ?? placeholder('service');
    const isGone = isGetLogin(situation);
    const operation = isGone ? 'get-login-password' : (words?.[2] ?? placeholder('operation'));
    return [
      ...(isGone || /Invalid choice/.test(facts.reason ?? '') ? loginSteps(situation.build) : []),
      {
        title: `See how it is called in the version of the build: newer operations need a newer CLI, CLI v2 left some of v1's out`,
        command: sh`aws --version; aws ${service} ${operation} help`,
        changes: false,
      },
      {
        title: `Print the command with its variables filled in before it runs: an empty or unquoted variable shifts the words${facts.argument ? ` (${facts.argument})` : ''}; JSON goes into single quotes or a file`,
        command: 'set -x',
        changes: false,
      },
    ];
  },
});

function isGetLogin({ facts, command }: Situation): boolean {
  return /\becr get-login(?!-)/.test(`${command ?? ''} ${facts.reason ?? ''}`);
}

function loginSteps(build: Build | undefined): FixStep[] {
  const { partition, region } = getPlace(build);
  const registry = sh`${placeholder('account_id')}.dkr.ecr.${region}.${getHostSuffix(partition)}`;
  return [
    {
      title: 'Write it in the form of v2; aws ecr get-login is get-login-password there',
      command: sh`aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry}`,
      changes: false,
      verify: 'aws --version',
    },
  ];
}
