import type { Build, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { allow, grantStep } from './policy.ts';
import { getProjectCommand, regionOption } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ImportSourceCredentials.html */
const SERVERS = ['GITHUB', 'BITBUCKET', 'GITHUB_ENTERPRISE', 'GITLAB', 'GITLAB_SELF_MANAGED'];

/** How to let the build into a repository of GitHub, Bitbucket or GitLab. */
export function getHostSteps({ facts, build }: Situation): FixStep[] {
  // A pipeline's or a bucket's build has no server of its own: the credentials are those of its repositories.
  const type = SERVERS.find((server) => server === build?.source?.type) ?? 'GITHUB';
  return [
    ...(facts.state ? [RUNNER_STEP] : []),
    ...(build?.pipeline ? [connectionStep(build)] : []),
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
      verify: sh`git ls-remote ${build?.source?.location ?? placeholder('repository_url')}`,
    },
    {
      title:
        'A git clone within the build gets none of these by itself: switch on `git-credential-helper: yes` below `env:` in the buildspec, or read a token or deploy key from Secrets Manager',
      changes: false,
    },
  ];
}

/** https://docs.github.com/en/rest/actions/self-hosted-runners: a runner's configuration takes admin access to the repository. */
const RUNNER_STEP: FixStep = {
  title:
    'Give the user or app behind the connection the role admin on the repository (for a token: Administration, read and write), then run the job again',
  command: sh`gh api ${'repos/OWNER/REPO/collaborators'} --jq ${'.[] | [.login, .role_name] | @tsv'}`,
  changes: false,
};

/** A pipeline with a full clone hands on a reference only: the build fetches the source itself, over the connection. */
function connectionStep(build: Build): FixStep {
  const actions = ['codeconnections:UseConnection', 'codestar-connections:UseConnection'];
  const statements = [allow(actions, [placeholder('connection_arn')])];
  const step = grantStep({ policyName: 'faultline-connection', statements }, build);
  return {
    ...step,
    title: `If the source action passes a full clone on, let the role of this project use its connection: ${step.title}`,
  };
}
