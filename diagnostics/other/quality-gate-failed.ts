import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'quality-gate-failed',
  family: 'other',
  title: 'A quality gate stops the build',
  patterns: [
    // SonarQube and SonarCloud: scanners, the build breaker, scripts around the API.
    /QUALITY GATE STATUS: FAILED(?: - View details on (?<url>\S+))?/,
    /[Qq]uality[ -]?[Gg]ate (?:(?:status|check|result)(?: is)?:? ?|has |is |was )?(?:FAILED|failed|ERROR|not OK|not passed|red\b)/,
    /SonarQube .{0,60}(?:quality gate|conditions?) .{0,40}fail/i,
    // Coverage: Jest, nyc and Vitest, coverage.py, JaCoCo, SimpleCov, Coverlet, ExCoveralls, tarpaulin, PHP, Go scripts.
    /coverage threshold for (?<test>\w+) \((?<version>[\d.]+%?)\) not met/,
    /Coverage for (?<test>\w+) \([\d.]+%\) does not meet (?:\w+ )?threshold \((?<version>[\d.]+%)\)/,
    /Required test coverage of (?<version>[\d.]+%) not reached|total of [\d.]+ is less than fail-under=(?<version2>[\d.]+)/,
    // JaCoCo in Maven only warns of a rule where haltOnFailure is off.
    /Coverage checks have not been met|^(?!.*WARN).*covered ratio is [\d.]+, but expected minimum is (?<version>[\d.]+)/,
    { line: /covered ratio is [\d.]+, but expected minimum is (?<version>[\d.]+)/, strength: 'symptom' },
    /spotbugs-maven-plugin:\S+ .{0,160}failed with [1-9]\d* bugs?/,
    /overage \([\d.]+%\) is below the expected minimum coverage \((?<version>[\d.]+%)\)/,
    /The (?:total|minimum) \w+ coverage is below the specified (?<version>[\d.]+)/,
    /Expected minimum coverage of (?<version>[\d.]+%)|Coverage is below the failure threshold/,
    /[Cc]overage (?:of )?[\d.]+ ?%? (?:is )?(?:below|less than|under|lower than|does not meet) (?:the )?(?:required |minimum |expected )?(?:threshold|minimum|limit)?(?: of)? ?\(?(?<version>[\d.]+ ?%)/,
    // Mutation tests, size and speed budgets, load tests, complexity.
    /[Mm]utation score of [\d.]+ is below threshold|under breaking threshold (?<version>[\d.]+)/,
    /Package size limit has exceeded|thresholds on metrics '(?<test>[^']+)' have been (?:crossed|breached)/,
    /exceeded maximum budget\. Budget (?<version>\S+ \w+) was not met/,
    /^PMD Failure: |You have [1-9]\d* (?:PMD|CPD|Checkstyle) (?:violations?|duplications?)/,
    // A repository's own checks: what they found, then how much of it.
    {
      line: /^❌ (?!.*failed with \d)(?<test>\S.{8,300})/,
      near: { line: /[Ss]tatic (?:checks?|analysis) failed with [1-9]/, within: 120 },
    },
    /[Ss]tatic (?:checks?|analysis) failed with [1-9]\d* (?:error|violation|issue)/,
  ],
  above: [
    'tests-failed',
    'npm-script-failed',
    'python-tests-failed',
    'javascript-tests-failed',
    'lint-errors',
    'jvm-build-invalid',
  ],
  isSummary: true,
  explain: ({ facts }) =>
    `The code builds, but a quality gate stops it${facts.test ? `: \`${facts.test}\`` : ''}${facts.version ? ` (the limit is ${facts.version})` : ''}.`,
  fix: ({ facts }) => [
    {
      title: facts.url
        ? 'Open the gate’s page, or ask its server: it lists the conditions that failed on new code'
        : `Mend what the gate names${facts.test ? `: ${facts.test}` : ''}; for coverage, test the files that the table above lists as uncovered`,
      ...(facts.url ? { command: getStatusCommand(facts.url) } : {}),
      changes: false,
    },
    {
      title: 'See which change brought the number down',
      command: 'git log --oneline --stat -5',
      changes: false,
    },
    {
      title: `If the limit${facts.version ? ` of ${facts.version}` : ''} no longer fits, change it where it is kept (project settings, package.json, pyproject.toml, pom.xml), in a commit of its own that says why`,
      changes: false,
    },
  ],
});

/** The API call that lists the failed conditions. The token goes to the reader's own server, never to an address from a log. */
function getStatusCommand(dashboard: string): string {
  const key = URL.parse(dashboard)?.searchParams.get('id') ?? placeholder('project key');
  return sh`curl -s -u "$SONAR_TOKEN:" "$SONAR_HOST_URL"${`/api/qualitygates/project_status?projectKey=${encodeURIComponent(key)}`}`;
}
