import { getCredentialSteps, getProfileStep, isInContainer } from '../../src/fix/credentials.ts';
import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'aws-credentials-missing',
  family: 'iam',
  title: 'A tool finds no AWS credentials',
  patterns: [
    // AWS CLI and boto3.
    /\bUnable to locate credentials\b|NoCredentialsError|Partial credentials found in \w+/,
    /Error when retrieving credentials from (?:container-role|iam-role|custom-process)/,
    /failed to get (?:shared config )?profile,? (?<profile>[\w.-]+)/,
    { line: /\bProfile (?<profile>[\w.-]+) does not exist/, strength: 'likely' },
    /The config profile \((?<profile>[^)]+)\) could not be found/,
    // SDKs for JavaScript 2 and 3, and what is built on them: Serverless Framework, CDK, Amplify.
    /Missing credentials in config\b|Could not load credentials from (?:Shared|EC2|ECS|Process|Environment)\w*|Could not load credentials from any providers|CredentialsProviderError:/,
    /AWS provider credentials not found|AWS profile "(?<profile>[^"]+)" doesn't seem to be configured/,
    /Need to perform AWS calls for account \S+ but no credentials (?:have been configured|found|configured)/,
    /Need to perform AWS calls for account [^,]+, but no credentials/,
    /(?:Unable to resolve AWS account to use|AWS credentials could not be obtained from standard locations)/,
    // SDKs for Go 1 and 2, Terraform, ECR's credential helper.
    /NoCredentialProviders: no valid providers in chain|No valid credential sources (?:found|for)/i,
    /failed to (?:refresh cached credentials|retrieve credentials), (?:no EC2 IMDS role found|failed to refresh)|no EC2 IMDS role found/,
    // SDKs for Java 1 and 2, .NET, Ruby, PHP, Rust.
    /Unable to load (?:AWS )?credentials from any (?:provider in the chain|of the providers in the chain)/,
    /Unable to get IAM security credentials from EC2 Instance Metadata|Failed to resolve AWS credentials/,
    /unable to sign request without credentials set|Aws::Errors::MissingCredentialsError/,
    /Error retrieving credentials from the instance profile metadata/,
    /the credential provider was not enabled|no providers in chain provided credentials/,
    /\b(?:must provide|Could not find|Missing) AWS credentials\b|\bAWS credentials (?:were )?not found|No AWS credentials (?:were )?(?:found|available|configured|provided)|\bCredentials must be set\b/i,
  ],
  above: ['docker-invalid-reference', 'iam-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  explain: (situation) => {
    const { facts } = situation;
    if (facts.profile)
      return `The build asks for the AWS profile ${facts.profile}, which does not exist in the build container: there the credentials of the build role come without a profile.`;
    if (isInContainer(situation))
      return 'A tool that runs in a container of its own finds no AWS credentials: the build role is known to the build container only.';
    return 'A tool finds no AWS credentials, although the build has those of its role: it runs in another container, in a cleaned environment (sudo, env -i), or is too old to read them.';
  },
  fix: (situation) => (situation.facts.profile ? [getProfileStep(situation)] : getCredentialSteps(situation)),
});
