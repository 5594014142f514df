import { askPermission } from '../../src/checks/ask-permission.ts';
import { askRepositoryPolicy } from '../../src/checks/ask-repository-policy.ts';
import { explainDenial, getAccessSteps, isGrantable } from '../../src/fix/denial.ts';
import { findRepositoryName, getPullStatements, getRepositoryArn } from '../../src/fix/ecr.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { getResourcePolicyCommand } from '../../src/fix/resource-policy.ts';
import type { Build, Facts } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'ecr-pull-denied',
  family: 'iam',
  title: 'The build role may not pull from the ECR repository',
  patterns: [
    ...refused('ecr:(?:BatchGetImage|GetDownloadUrlForLayer)'),
    // Cut short before the action: Docker's words around those of ECR.
    /pull access denied for (?<host>\d{12}\.dkr\.ecr[\w.-]+)\/(?<repository>[\w./-]+), .{0,100}denied: User: (?<principal>arn:\S+)/,
    /pulling from host (?<host>\d{12}\.dkr\.ecr[\w.-]+) failed with status code \[manifests [^\]]+\]: 403 Forbidden/,
    // BuildKit and containerd: the registry answers 403 to the manifest.
    {
      line: /^(?!.*failed to push|.*from PUT|.*CannotPullContainerError).*https:\/\/(?<host>\d{12}\.dkr\.ecr[\w.-]+)\/v2\/(?<repository>[\w./-]+?)\/(?:manifests|blobs)\/\S+: 403 Forbidden/,
      strength: 'likely',
    },
  ],
  above: [
    'docker-image-not-found',
    'docker-repository-not-found',
    'iam-access-denied',
    ...CONSEQUENCES_OF_REFUSAL,
  ],
  checks: ({ facts, build }) => {
    const statements = getPullStatements(facts, build);
    const actions = statements.at(-1)?.Action ?? [];
    return [
      askPermission({ ...facts, resource: getRepositoryArn(facts, build) }, statements, 'ecr:BatchGetImage'),
      ...askRepositoryPolicy(facts, build, actions),
    ];
  },
  sharedBy: ['action', 'host'],
  explain: (situation) => {
    const { facts } = situation;
    const name = findRepositoryName(facts);
    return `${getRefusedName(situation)} may not pull from ${name ? `the repository ${name}` : 'the ECR repository'} (${facts.action ?? 'ecr:BatchGetImage'} was refused).${explainDenial(facts)}`;
  },
  fix: ({ facts, build }) => [
    ...getAccessSteps(
      {
        role: facts.principal,
        policyName: 'faultline-ecr-pull',
        statements: getPullStatements(facts, build),
      },
      facts,
      build,
    ),
    ...(isGrantable(facts) ? [getRepositoryStep(facts, build)] : []),
  ],
});

function getRepositoryStep(facts: Facts, build: Build | undefined) {
  return {
    title:
      'Where the repository is of another account, or CodeBuild pulls the image itself (imagePullCredentialsType CODEBUILD), its repository policy must allow the same actions to the role, or to codebuild.amazonaws.com',
    command: getResourcePolicyCommand(getRepositoryArn(facts, build), build),
    changes: false,
  };
}
