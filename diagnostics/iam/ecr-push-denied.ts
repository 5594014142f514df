import { askPermission } from '../../src/checks/ask-permission.ts';
import { askRepositoryPolicy } from '../../src/checks/ask-repository-policy.ts';
import { explainDenial, getAccessSteps, isGrantable } from '../../src/fix/denial.ts';
import { findRepositoryName, getPushStatements, getRepositoryArn } from '../../src/fix/ecr.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { getResourcePolicyCommand } from '../../src/fix/resource-policy.ts';
import type { Build, Facts } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'ecr-push-denied',
  family: 'iam',
  title: 'The build role may not push to the ECR repository',
  patterns: [
    ...refused(
      'ecr(?:-public)?:(?:BatchCheckLayerAvailability|InitiateLayerUpload|UploadLayerPart|CompleteLayerUpload|PutImage)',
    ),
    // buildx, kaniko and buildah: the registry answers 403 to an upload.
    /(?:POST|PUT|PATCH|HEAD) (?:request to )?"?https:\/\/(?<host>\d{12}\.dkr\.ecr[\w.-]+)\/v2\/(?<repository>[\w./-]+?)\/blobs\/\S*?"?: ?(?:unexpected status code )?403 Forbidden/,
    /(?:failed to push .{0,300}|from PUT request to )https:\/\/(?<host>\d{12}\.dkr\.ecr[\w.-]+)\/v2\/(?<repository>[\w./-]+?)\/manifests\/\S+: 403 Forbidden/,
  ],
  above: ['docker-repository-not-found', 'iam-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  checks: ({ facts, build }) => {
    const statements = getPushStatements(facts, build);
    const actions = statements.at(-1)?.Action ?? [];
    return [
      askPermission(
        { ...facts, resource: getRepositoryArn(facts, build) },
        statements,
        'ecr:InitiateLayerUpload',
      ),
      ...askRepositoryPolicy(facts, build, actions),
    ];
  },
  sharedBy: ['action', 'host'],
  explain: (situation) => {
    const { facts } = situation;
    const name = findRepositoryName(facts);
    return `${getRefusedName(situation)} may not push to ${name ? `the repository ${name}` : 'the repository'} (${facts.action ?? 'the upload of a layer'} was refused). A push takes six actions on the repository and the login; the fix allows them at once.${explainDenial(facts)}`;
  },
  fix: ({ facts, build }) => [
    ...getAccessSteps(
      {
        role: facts.principal,
        policyName: 'faultline-ecr-push',
        statements: getPushStatements(facts, build),
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
      'Where the repository is of another account, its repository policy must allow the role the same actions',
    command: getResourcePolicyCommand(getRepositoryArn(facts, build), build),
    changes: false,
  };
}
