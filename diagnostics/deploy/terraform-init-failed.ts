import { getInitSteps } from '../../src/fix/terraform.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'terraform-init-failed',
  family: 'deploy',
  title: 'Terraform cannot be initialised: backend, provider or module',
  patterns: [
    // 0.11 to 1.x and OpenTofu, with and without the box.
    /S3 bucket(?: "(?<bucket>[^"]+)")? does not exist\.?$/,
    /(?<reason>(?:Error: )?(?:Failed to get existing workspaces|Backend initialization required|Backend configuration (?:changed|block has changed)|Error (?:refreshing|loading) state|Error configuring the backend "\w+"|Error inspecting states in the "\w+" backend|Failed to load backend|error configuring \w+ Backend).*)/,
    /(?<reason>Error: (?:Invalid backend configuration|Unsupported backend type|Initialization required|Missing backend configuration|Required plugins are not installed|Could not load plugin|Plugin reinitialization required).*)/,
    /(?<reason>(?:Failed to (?:query available provider packages|install provider|resolve provider packages)|Could not retrieve (?:the list of available versions|providers)|Incompatible provider version|Inconsistent dependency lock file|Could not satisfy plugin requirements).*)/,
    /[Pp]rovider registry \S+ does not have a provider named (?<package>\S+)|no available releases match the given constraints (?<version>.+)/,
    /(?<reason>(?:Error: )?(?:Module not installed|Failed to (?:download|read) module|Unreadable module (?:sub)?directory|Error downloading modules|Could not download module|Module not found|Module version requirements have changed).*)/i,
    /the current package for (?<package>\S+) .*doesn't match any of the checksums|not match any of the checksums previously recorded/,
    /(?:Failed to execute|running) "(?:terraform|tofu) init/,
  ],
  above: [
    'terraform-failed',
    'git-failed',
    'source-access-denied',
    'resource-not-found',
    'npm-script-failed',
  ],
  explain: ({ facts }) =>
    facts.bucket
      ? `The bucket of the Terraform state, \`${facts.bucket}\`, does not exist for this role and region.`
      : `Terraform cannot set itself up${
          facts.reason
            ? `: ${facts.reason
                .replace(/^Error: /, '')
                .trim()
                .slice(0, 200)}`
            : facts.package
              ? ` with the provider ${facts.package}`
              : ''
        }`.replace(/\.?$/, '.'),
  fix: (situation) => [
    ...getInitSteps(situation),
    {
      title:
        'Initialise anew, in the directory of the configuration and with the backend settings of the build',
      command: 'rm -rf .terraform && terraform init -input=false -reconfigure',
      changes: false,
      verify: 'terraform providers && terraform workspace list',
    },
  ],
});
