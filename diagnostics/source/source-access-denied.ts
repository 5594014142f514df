import { askPermission } from '../../src/checks/ask-permission.ts';
import { allow, grantStep, type Statement } from '../../src/fix/policy.ts';
import { getProjectCommand, regionOption } from '../../src/fix/project.ts';
import { sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
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
  above: ['git-failed'],
  checks: (situation) => {
    const statement = findCodeCommitStatement(situation);
    return statement ? [askPermission(situation.facts, [statement], 'codecommit:GitPull')] : [];
  },
  explain: ({ facts }) =>
    `The repository${facts.url ? ` \`${facts.url}\`` : ''} let nobody in: the credentials of the build for its source are missing, expired or without access to it.`,
  fix: (situation) => {
    const statement = findCodeCommitStatement(situation);
    return statement
      ? [grantStep({ policyName: 'faultline-codecommit', statements: [statement] }, situation.build)]
      : hostSteps(situation);
  },
});

function findCodeCommitStatement({ facts, build }: Situation): Statement | undefined {
  const url = facts.url ?? build?.source?.location ?? '';
  if (!url.includes('git-codecommit.')) return undefined;
  const [, region = '*', name = '*'] = /git-codecommit\.([\w-]+)\.[^/]+\/v1\/repos\/([^/]+)/.exec(url) ?? [];
  const resource = `arn:${build?.partition ?? 'aws'}:codecommit:${region}:${build?.account ?? '*'}:${name}`;
  return allow(['codecommit:GitPull'], [resource]);
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ImportSourceCredentials.html */
const SERVERS = ['GITHUB', 'BITBUCKET', 'GITHUB_ENTERPRISE', 'GITLAB', 'GITLAB_SELF_MANAGED'];

function hostSteps({ build }: Situation): FixStep[] {
  // A pipeline's or a bucket's build has no server of its own: the credentials are those of its repositories.
  const type = SERVERS.find((server) => server === build?.source?.type) ?? 'GITHUB';
  return [
    {
      title: 'See with which credentials CodeBuild reads the source',
      command: sh`aws codebuild list-source-credentials${regionOption(build)}; ${{ raw: getProjectCommand('source', build) }}`,
      changes: false,
    },
    {
      title:
        'Give it a token that may read the repository (or a CodeConnections connection, which the role then may use: codeconnections:UseConnection and GetConnectionToken)',
      command: sh`aws codebuild import-source-credentials --server-type ${type} --auth-type PERSONAL_ACCESS_TOKEN --token "$TOKEN" --should-overwrite${regionOption(build)}`,
      changes: true,
      verify: sh`git ls-remote ${build?.source?.location ?? 'YOUR_REPOSITORY_URL'}`,
    },
    {
      title:
        'A git clone within the build gets none of these by itself: switch on `git-credential-helper: yes` below `env:` in the buildspec, or read a token or deploy key from Secrets Manager',
      changes: false,
    },
  ];
}
