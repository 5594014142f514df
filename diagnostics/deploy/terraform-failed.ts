import { lookAtStep } from '../../src/fix/look-at.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

/** Where a configuration error is: `on main.tf line 12, in resource "x" "y":`. */
const PLACE = /\bon (?<path>\S+\.tf(?:\.json)?) line (?<line>\d+)/;
/** Refusals, names, timeouts and throttling have signatures of their own, also where they are not seen as such. */
const OTHER =
  '(?!.*(?:not authorized|AccessDenied|Unauthorized|StatusCode: 403|no such host|i/o timeout|Throttl|ExpiredToken|credential|state lock|Unsupported Terraform Core))';

export default defineSignature({
  id: 'terraform-failed',
  family: 'deploy',
  title: 'Terraform plan or apply fails',
  patterns: [
    // From 0.15 on with a box around it; OpenTofu is alike.
    { line: new RegExp(`│ Error: ${OTHER}(?<reason>.+)`), near: { line: PLACE, within: 10 } },
    // Before, and where the box is switched off: by the words that only Terraform and its providers begin with.
    new RegExp(
      `(?<reason>(?:Error: creating|Error: updating|Error: deleting|Error: reading|Error: modifying|Error: waiting for|Error: putting|Error: error (?:creat|updat|delet|read|modif|wait|putt|associat|attach)ing|Error: failed creating|Error: Error (?:applying|running|creating|updating|deleting|reading|asking|putting|modifying|launching|waiting)) ?\\b)${OTHER}.*`,
    ),
    /(?<reason>Error: (?:Unsupported (?:argument|attribute|block type)|Missing required (?:argument|variable)|No value for required variable|Reference to undeclared|Invalid (?:reference|value for|for_each|count|function argument|index|resource type|data source|provider configuration|expression)|Duplicate (?:resource|variable|module|provider)|Argument or block definition required|Unknown variable|Incorrect attribute value|Cycle: |Provider produced inconsistent|Provider configuration not present|Call to unknown function|Attempt to get attribute|Inconsistent conditional|Saved plan is stale|Instance cannot be destroyed|Plugin did not respond|Request cancelled|Error in function call|local-exec provisioner error|Resource already managed|Variables not allowed).*)/,
    {
      line: /(?<reason>api error SerializationException: UnknownError|api error UnknownError: UnknownError)/,
    },
    { line: /│ Error: (?<reason>.+)/, strength: 'likely' },
    // Account Factory for Terraform, where Terraform Cloud runs it
    /terraform_client\.ClientError: (?<reason>.+)/,
    { line: PLACE, strength: 'likely' },
    {
      line: /Planning failed\. Terraform encountered an error|Terraform (?:encountered|exited with)|Error running (?:plan|apply)|(?<!\d)\d+ error(?:\(s\))? occurred:/,
      strength: 'likely',
    },
    // Terragrunt
    {
      line: /Failed to execute "(?:terraform|tofu) (?:plan|apply|destroy)|Hit multiple errors:|terragrunt.*exit status 1/,
      strength: 'likely',
    },
  ],
  above: [
    'python-error',
    'npm-script-failed',
    'docker-build-step-failed',
    'resource-not-found',
    'command-not-found',
  ],
  explain: ({ facts }) =>
    `Terraform stops${facts.path ? ` at \`${facts.path}${facts.line ? `:${facts.line}` : ''}\`` : ''}${
      facts.reason
        ? `: ${facts.reason
            .replace(/^Error: /, '')
            .trim()
            .slice(0, 240)}`
        : '; its `Error:` line names the reason'
    }`.replace(/[.,]?$/, '.'),
  fix: ({ facts }) => {
    const isProvider = /UnknownError|Plugin did not|Provider produced|Request cancelled/.test(
      facts.reason ?? '',
    );
    const pin = {
      title:
        'If a new release of a provider brought it (the code did not change): pin the provider in required_providers to the one before, and commit .terraform.lock.hcl',
      command: sh`terraform providers; git log -3 --oneline -- .terraform.lock.hcl; git grep -n -A 4 required_providers -- ${'*.tf'}`,
      changes: false,
      verify: 'terraform init -upgrade && terraform plan',
    };
    const plan = {
      title: 'Reproduce it with the variables and the role of the build, and correct what the message names',
      command: 'terraform validate && terraform plan -input=false',
      changes: false,
      verify: 'terraform plan -detailed-exitcode',
    };
    return isProvider ? [pin, plan] : [...lookAtStep(facts), plan, pin];
  },
});
