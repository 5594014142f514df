import { askPermission } from '../../src/checks/ask-permission.ts';
import { allow, grantStep, type Statement } from '../../src/fix/policy.ts';
import { getHostSteps } from '../../src/fix/source-host.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'source-access-denied',
  family: 'source',
  title: 'The source repository refuses the credentials, or there are none',
  patterns: [
    // CodeBuild's own words in DOWNLOAD_SOURCE.
    /(?:authentication required|authorization failed|repository not found|repository access denied|invalid credentials?|access denied)[.:]? for (?:primary|secondary) source/i,
    /error (?:while )?cloning (?:the )?repository: .{0,60}(?:authentication|authorization|not found|denied)/i,
    /(?:Could not find access token|Access token not found in CodeBuild project) for server type (?<tool>\w+)|No Access token found, please visit AWS CodeBuild console/i,
    /(?:OAuth|access) token .{0,60}(?:was revoked|is invalid|has expired|is no longer valid).{0,80}(?:source|repository|git)/i,
    // A runner of GitHub Actions in CodeBuild: who lent the token is no administrator of the repository (any more).
    /(?:[Ee]rror while fetching (?<state>runner) token|GitHub (?<state2>runner) JIT configuration unavailable)/,
    // CodeCommit answers 403 where the role may not pull.
    /unable to access '(?<url>https:\/\/git-codecommit\.[^']+)': The requested URL returned error: 403/,
    // git, in DOWNLOAD_SOURCE or in a clone of the build's own.
    ...[
      /fatal: Authentication failed for '(?<url>[^']+)'/,
      /fatal: could not read (?:Username|Password) for '(?<url>[^']+)'/,
      /fatal: repository '(?<url>[^']+)' not found/,
      /fatal: unable to access '(?<url>[^']+)': The requested URL returned error: 40[13]/,
      /remote: (?:Repository not found|Support for password authentication was removed|HTTP Basic: Access denied|Invalid username or (?:password|token)|Write access to repository not granted|Permission to \S+ denied to)/,
      /Permission denied \(publickey/,
      /Host key verification failed/,
      /ERROR: Repository not found/,
      /fatal: Could not read from remote repository/,
    ].map((line) => ({ line, strength: 'likely' as const })),
  ],
  above: ['git-failed', 'resource-not-found'],
  checks: (situation) => {
    const statement = findCodeCommitStatement(situation);
    return statement ? [askPermission(situation.facts, [statement], 'codecommit:GitPull')] : [];
  },
  sharedBy: [],
  explain: ({ facts }) =>
    facts.state
      ? 'GitHub makes no runner for this job: the user or app whose credentials CodeBuild has may not administer the repository, or the job is gone.'
      : `The repository${facts.url ? ` \`${facts.url}\`` : ''} let nobody in: the credentials of the build for its source are missing, expired or without access to it.`,
  fix: (situation) => {
    const statement = findCodeCommitStatement(situation);
    return statement
      ? [grantStep({ policyName: 'faultline-codecommit', statements: [statement] }, situation.build)]
      : getHostSteps(situation);
  },
});

function findCodeCommitStatement({ facts, build }: Situation): Statement | undefined {
  const url = facts.url ?? build?.source?.location ?? '';
  if (!url.includes('git-codecommit.')) return undefined;
  const [, region = '*', name = '*'] = /git-codecommit\.([\w-]+)\.[^/]+\/v1\/repos\/([^/]+)/.exec(url) ?? [];
  const resource = `arn:${build?.partition ?? 'aws'}:codecommit:${region}:${build?.account ?? '*'}:${name}`;
  return allow(['codecommit:GitPull'], [resource]);
}
