import { getConfigSteps } from '../../src/fix/deploy-config.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'deploy-tool-config-invalid',
  family: 'deploy',
  title: 'The manifest or configuration of a deploy tool is wrong',
  patterns: [
    // AWS Copilot
    /✘ (?<reason>(?:unmarshal|read|parse|validate|interpolate|apply) .{0,120}manifest.*)/,
    /(?<reason>unmarshal manifest for .+|validate manifest against environment .+|cannot marshal "(?<field>[^"]+)" field into .+)/,
    {
      // The buildspec that copilot writes echoes it; as a part of the command's own text it stands in quotes.
      line: /^Cloudformation stack and config files were not generated/,
      strength: 'likely',
    },
    // Landing Zone Accelerator
    /(?<![\w-])(?<path>[\w-]{1,60}-config\.yaml) has (?<reason>\d+ issues?):?/,
    /(?<reason>Config file validation failed !!!)/,
    /(?<reason>Invalid value \S+ supplied to (?<field>\/\S+))|(?<reason2>Could not parse content as \w+Config.*)/,
    {
      line: /\bError: (?<reason>(?:.{0,80}(?:accounts|global|iam|network|organization|security|customizations|replacements)-config\.yaml).*)/,
      strength: 'likely',
    },
    /(?<reason>Found account with id \S+ in OU \S+ that is not in the configuration.*|configuration validation failed\.?$)/i,
    // AWS Deployment Framework, Customizations for Control Tower, Service Catalog Puppet, Seed-Farmer
    /(?<reason>(?:errors\.)?Invalid(?:DeploymentMap|Config|Manifest|Configuration|DeploymentSpec)Error\b.*|(?:errors\.)?NoAccountsFoundError.*)/,
    /(?:schema|pykwalify\.errors)\.\w*Schema\w*(?:Error)?: (?<reason>.+)|(?<reason2>validation\.invalid|Schema validation failed.*)/,
    /(?<reason>(?:The|the) (?:manifest|deployment map|deployspec|config(?:uration)?)(?: file)? .{0,80}(?:is (?:invalid|not valid|malformed)|could not be (?:parsed|loaded|validated)|failed (?:schema )?validation).*)/,
    /(?<reason>Error validating data .{0,200}|yamale\.\w+.*)/,
    // Elastic Beanstalk's CLI, Amplify, Zappa, Chalice, taskcat, SST
    /(?<reason>This directory has not been set up with the EB CLI|The EB CLI cannot find.*)/,
    /ERROR: (?<reason>(?:InvalidStateError|InvalidParameterValueError|ServiceError|NotInitializedError) - .+)/,
    /(?<reason>No Amplify backend .*|Could not initialize '\S+': .*|Failed to pull the backend.*|[Aa]mplify (?:app|project|environment) .{0,60}(?:not found|does not exist|not been initialized).*)/,
    /(?<reason>\[ERROR\s*\] : TaskCatException.*|(?:taskcat|TaskCat).{0,60}(?:config|ConfigError).*)/,
    {
      line: /(?<reason>Unable to (?:load|parse|read) (?:the )?(?:manifest|config(?:uration)?)(?: file)? .+)/i,
      strength: 'likely',
    },
  ],
  above: ['npm-script-failed', 'python-error', 'docker-build-step-failed', 'cdk-synth-failed'],
  explain: ({ facts }) =>
    `The configuration${facts.path ? ` \`${facts.path}\`` : ''} of the deploy tool is not what it expects${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : ''}`.replace(
      /[.:]?$/,
      '.',
    ),
  fix: (situation) => [
    ...getConfigSteps(situation),
    {
      title:
        'See what changed in the manifest or configuration since the last green build, and correct what the message names',
      command: sh`git log -3 -p -- ${situation.facts.path ? `*${situation.facts.path}` : '*manifest*.y*ml'} ${'*config*.y*ml'}`,
      changes: false,
    },
  ],
});
