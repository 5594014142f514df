import { replaceCommand } from '../../src/fix/buildspec.ts';
import { getPassOnStep, isInContainer } from '../../src/fix/credentials.ts';
import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'aws-region-missing',
  family: 'iam',
  title: 'A tool does not know the AWS region',
  patterns: [
    // AWS CLI and boto3; an empty variable in --region.
    /You must specify a region\b|NoRegionError/,
    /Provided region_name '' doesn't match a supported format|Invalid endpoint: https:\/\/\w+\.\.amazonaws\.com/,
    /Could not connect to the endpoint URL: "https:\/\/[\w-]+\.\.amazonaws\.com/,
    // SDKs for JavaScript 2 and 3.
    /Missing region in config|\bRegion is missing\b/,
    // SDKs for Go 1 and 2, Terraform, Packer.
    /MissingRegion: could not find region configuration|an AWS region is required, but was not found/,
    /Invalid Configuration: Missing Region|Missing region configuration|[Ii]nvalid AWS Region: *$/,
    // SDKs for Java 1 and 2, Ruby, .NET, PHP.
    /Unable to (?:find a region via the region provider chain|load region (?:information )?from any (?:of the providers|provider) in the chain)/,
    /missing (?:keyword: :?)?region; use :region option|Aws::Errors::MissingRegionError/,
    /No RegionEndpoint or ServiceURL configured|Missing required client configuration options: *region/,
    // A tool's own words: AWS Elastic Beanstalk, SAM, Amplify.
    /(?:AWS )?[Rr]egion (?:not specified|is not (?:set|configured|specified))\b|Unable to determine (?:the )?AWS region|Missing AWS region|No (?:AWS )?region (?:set|specified|provided|configured)\b/,
  ],
  above: [
    'aws-cli-usage',
    'environment-variable-missing',
    'docker-invalid-reference',
    ...CONSEQUENCES_OF_REFUSAL,
  ],
  explain: (situation) =>
    isInContainer(situation)
      ? 'A tool that runs in a container of its own does not know the AWS region: AWS_REGION and AWS_DEFAULT_REGION are set in the build container only.'
      : 'A tool does not know the AWS region. CodeBuild sets AWS_REGION and AWS_DEFAULT_REGION, so something took them away (another container, sudo, a profile) or an empty variable takes their place.',
  fix: (situation) => {
    const { build, command } = situation;
    const region = build?.region ?? placeholder('region');
    const better = command?.replace(
      /\baws ([a-z0-9-]+ [a-z0-9-]+)(?!.*--region)/,
      'aws $1 --region "$AWS_REGION"',
    );
    const container = getPassOnStep(
      situation,
      'In a container of its own: hand the region on (in a Dockerfile ARG AWS_DEFAULT_REGION)',
      ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    );
    const direct = {
      title: 'Name the region to the tool',
      ...(command && better && better !== command
        ? { patch: replaceCommand(command, better, build) }
        : { command: sh`export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}` }),
      changes: false,
      verify: 'aws configure list',
    };
    return isInContainer(situation) ? [container, direct] : [direct, container];
  },
});
