import { getScanSteps } from '../../src/fix/scan.ts';
import { defineSignature } from '../../src/signature.ts';

// Scanners print findings in healthy builds too: only what says that a limit was passed is decisive.
const likely = (line: RegExp) => ({ line, strength: 'likely' as const });

export default defineSignature({
  id: 'security-scan-failed',
  family: 'other',
  title: 'A security scanner stops the build',
  patterns: [
    // cfn_nag: the rules that fail begin with F; the count at its end.
    /^\|\s*FAIL (?<version>F\d+)|^Failures count: [1-9]/,
    { line: /^\| FAIL (?<version>F\d+)$/, near: { line: /Resource: \["(?<resource>[^"]+)"/, within: 3 } },
    // Snyk: what to raise, then the count.
    /Upgrade (?:direct dependency )?(?<package>[\w.@:/-]{1,214}?)@\S{1,80} to [\w.@:/-]{1,214}?@(?<version>[^\s(]+)/,
    /Tested \d+ dependencies for known (?:vulnerabilities|issues), found [1-9]\d* (?:vulnerabilit|issue)/,
    // Prisma Cloud, Grype, Anchore, Clair, AWS Inspector's and ECR's scripts.
    /(?:Vulnerability|Compliance) threshold check results: FAIL|discovered vulnerabilities at or above the severity threshold/,
    /failed policy evaluation|Policy Evaluation.{0,20}FAIL|contains (?:\d+ )?unapproved vulnerabilities/i,
    /(?:[1-9]\d* )?(?:critical|high)(?: severity| or \w+)? (?:vulnerabilities|findings)(?: were| have been)? (?:found|detected|exceed)\b/i,
    /\b[1-9]\d* (?:\w+\/)?(?:critical|high)(?:\/\w+)?(?: or \w+)? vulnerabilit/i,
    // OWASP dependency-check, govulncheck, cargo audit, bundler-audit, pip-audit, Safety, osv-scanner.
    /One or more dependencies were identified with vulnerabilities that have a CVSS score/,
    /Your code is affected by [1-9]\d* vulnerabilit|error: [1-9]\d* vulnerabilit(?:y|ies) found!?|^Vulnerabilities found!/,
    /Found [1-9]\d* known vulnerabilit(?:y|ies) in \d+ package|Scan was completed\. [1-9]\d* vulnerabilit|Safety found [1-9]\d*/,
    /Has findings for blocking rules|[Tt]hreshold for \w+ (?:results|severity|vulnerabilities) (?:was )?exceeded|reports policy failing due to/,
    // Secrets in the source: gitleaks, git-secrets, detect-secrets, trufflehog.
    /leaks found: [1-9]\d*|Matched one or more prohibited patterns|Potential secrets about to be committed/,
    // cdk-nag in cdk synth, CloudFormation Guard, OPA's conftest.
    /\[Error at (?<resource>\/[^\]]+)\] (?<version>(?:AwsSolutions|HIPAA\.Security|NIST\.\S+?|PCI\.DSS\S*?)-\w+)/,
    /^\S+ Status = FAIL$|\b\d+ tests?, \d+ passed, \d+ warnings?, [1-9]\d* failures?/,
    ...[
      /✗ (?:Critical|High|Medium|Low) severity vulnerability found in (?<package>\S+)/,
      // Trivy, Checkov, tfsec, KICS, Terrascan, npm and yarn audit, Bandit, Semgrep, Dockle, trufflehog.
      /^Total: [1-9]\d* \((?:UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL): \d+|^Failures: [1-9]\d* \((?:UNKNOWN|LOW)/,
      /Passed checks: \d+, Failed checks: [1-9]|\b[1-9]\d* potential problem\(?s?\)? detected|^Violated Policies\s+: +[1-9]/,
      /Check: (?<version>CKV\d?_\w+): |^Results Summary:.{0,40}HIGH: [1-9]/,
      />> Issue: \[(?<version>B\d+):|^\s*FATAL\s+- CIS-DI-\d+|Found verified result|[1-9]\d* Code Findings|^Ran \d+ rules on \d+ files: [1-9]\d* findings/,
    ].map(likely),
    // npm counts after every install as well: only what an audit adds tells the two apart.
    {
      line: /\b[1-9]\d* vulnerabilities found - Packages audited|found [1-9]\d* (?:\w+ severity )?vulnerabilit.{0,100} in \d+ scanned packages/,
      command: /audit/,
      strength: 'likely',
    },
    {
      line: /\b[1-9]\d* (?:\w+ severity )?vulnerabilit(?:y|ies) (?:found|\()/,
      command: /audit/,
      near: { line: /npm audit report|^fix available via `npm audit fix/, within: 600 },
      strength: 'likely',
    },
    {
      line: /\b[1-9]\d* (?:\w+ severity )?vulnerabilit(?:y|ies) (?:found|\()|found [1-9]\d* (?:\w+ severity )?vulnerabilit/,
      command: /audit/,
      strength: 'symptom',
    },
  ],
  above: ['docker-build-step-failed', 'npm-script-failed', 'tests-failed', 'cdk-synth-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `A security scanner found what its policy does not allow${facts.package ? `: \`${facts.package}\`` : ''}${facts.version && !facts.package ? `: rule \`${facts.version}\`` : ''}${facts.resource ? ` at \`${facts.resource}\`` : ''}. The build itself is in order.`,
  fix: getScanSteps,
});
