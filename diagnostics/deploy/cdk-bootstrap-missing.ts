import { getPlace } from '../../src/fix/arn.ts';
import { placeholder, raw, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'cdk-bootstrap-missing',
  family: 'deploy',
  title: 'The CDK environment is not bootstrapped, or its bootstrap is too old',
  patterns: [
    /SSM parameter \/cdk-bootstrap\/(?<qualifier>\w+)\/version not found/,
    /Unable to fetch parameters \[\/cdk-bootstrap\/(?<qualifier>\w+)\/version\] from parameter store/,
    /Has the environment been bootstrapped\?/,
    // The template that synth prints has the same words as the text of a rule.
    /^(?!.*AssertDescription).*[Bb]ootstrap (?:toolkit )?stack version '?(?<version>\d+)'?(?:,| or later| required| is )/,
    /Is (?:account (?<account>\d{12})|this account) bootstrapped\?/,
    /the toolkit stack must be deployed to the environment \(Run "cdk bootstrap (?:aws:\/\/(?<account>\d{12})\/(?<region>[\w-]+))?/,
    /Environment aws:\/\/(?<account>\d{12})\/(?<region>[\w-]+) (?:has not been|is not) bootstrapped/,
    /BootstrapNotDetectedError|account and region has not been bootstrapped|toolkit stack must be deployed/,
    {
      line: /fail: No bucket named '?cdk-(?<qualifier>\w+)-assets-(?<account>\d{12})-(?<region>[\w-]+)|No ECR repository named '?cdk-/i,
    },
  ],
  above: [
    'ssm-parameter-not-found',
    'resource-not-found',
    'cdk-synth-failed',
    'cloudformation-stack-failed',
    'npm-script-failed',
    'docker-repository-not-found',
    'deploy-tool-config-invalid',
  ],
  sharedBy: ['account', 'region'],
  explain: ({ facts }) =>
    facts.version
      ? `The CDK wants version ${facts.version} of its bootstrap stack in this account and region, and an older one is there.`
      : `The account and region to which the CDK deploys${facts.account ? ` (${facts.account}${facts.region ? `, ${facts.region}` : ''})` : ''} were not bootstrapped: its bucket and roles are not there.`,
  fix: ({ facts, build }) => {
    const place = getPlace(build);
    const account = facts.account ?? place.account;
    const region = facts.region ?? place.region;
    const qualifier =
      facts.qualifier && facts.qualifier !== 'hnb659fds' ? sh` --qualifier ${facts.qualifier}` : '';
    const toolkit = qualifier ? placeholder('toolkit stack') : 'CDKToolkit';
    return [
      {
        title: `Bootstrap ${account} in ${region} once, with credentials of that account (again, where it is too old)`,
        command: sh`npx cdk bootstrap ${`aws://${account}/${region}`}${raw(qualifier)}`,
        changes: true,
        verify: sh`aws cloudformation describe-stacks --stack-name ${toolkit} --region ${region} --query ${"Stacks[0].Outputs[?OutputKey=='BootstrapVersion'].OutputValue"} --output text`,
      },
      {
        title: 'If the build deploys from another account (a pipeline account): let the bootstrap trust it',
        command: sh`npx cdk bootstrap ${`aws://${account}/${region}`} --trust ${placeholder('pipeline_account')} --cloudformation-execution-policies ${placeholder('policy_arn')}${raw(qualifier)}`,
        changes: true,
      },
    ];
  },
});
