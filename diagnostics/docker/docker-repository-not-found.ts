import { findEcr, parseImage } from '../../src/fix/image-reference.ts';
import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { Build, FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-repository-not-found',
  family: 'docker',
  title: 'The image repository does not exist in the registry',
  patterns: [
    // ECR, to docker push and to its API. `aws ecr describe-repositories ... || aws ecr create-repository` prints it and goes on.
    {
      line: /repository with name '(?<repository>[^']+)' does not exist in the registry/,
      command: /^(?![\s\S]*\|\|)/,
    },
    {
      line: /repository with name '(?<repository>[^']+)' does not exist in the registry/,
      strength: 'symptom',
    },
    // Error codes of the registry protocol, with the words of GitLab, Harbor, Artifact Registry, Quay and others
    /\bname unknown: (?!The repository)(?:[Rr]epository "?(?<repository2>[\w./-]+)"? (?:is )?not found)?|NAME_UNKNOWN: /,
    /failed to push (?<image>[\w./:@-]+): name unknown: (?!The repository)/,
    /unknown: repository (?<repository3>\S+) not found|repository (?<repository4>\S+) not found: does not exist or no pull access/,
    /\/v2\/(?<repository>[\w./-]+)\/blobs\/uploads\/\S*: 404 Not Found/,
    // ECR ends a push that it will not take with retries and then nothing but EOF: no such repository, or no permission for it.
    {
      line: /^EOF$/,
      near: { line: /^[0-9a-f]{12}: Retrying in \d+ seconds?$/, within: 12 },
      strength: 'likely',
    },
  ],
  above: ['docker-registry-auth-failed', 'docker-build-step-failed', 'python-error', 'ecs-deploy-failed'],
  checks: ({ facts }) =>
    facts.repository
      ? [
          {
            kind: 'ecr-repository-missing',
            repository: facts.repository,
            region: findEcr(parseImage(facts.image ?? '').host)?.region,
          },
        ]
      : [],
  explain: ({ facts }) =>
    facts.repository
      ? `The registry has no repository ${facts.repository} in that account and region.${facts.near ? ` There is ${facts.near}: probably that is meant.` : ''}`
      : 'The registry takes the image for no repository of that name: it does not exist in that account and region, or the role may not push to it.',
  fix: ({ facts, build }) => {
    const host = facts.image && parseImage(facts.image).host;
    if (host && !findEcr(host)) return [getElsewhereStep(host)];
    const name = facts.repository ?? placeholder('repository_name');
    const isUri = /amazonaws\.com|public\.ecr\.aws/.test(name);
    return [
      isUri ? URI_STEP : getCreateStep(name, build),
      {
        title:
          'If it does exist, see in which account and region, and whether the role may push: ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage',
        command: sh`aws ecr describe-repositories --query ${'repositories[].repositoryUri'} --output text${regionOption(build)}`,
        changes: false,
      },
    ];
  },
});

const URI_STEP: FixStep = {
  title: 'Pass the repository by its name alone: here the whole URI, host included, stands behind the host',
  changes: false,
};

function getCreateStep(name: string, build: Build | undefined): FixStep {
  return {
    title: `Create the repository ${name}, or correct the name, account or region in the image's name`,
    command: sh`aws ecr create-repository --repository-name ${name}${regionOption(build)}`,
    changes: true,
    verify: sh`aws ecr describe-repositories --repository-names ${name} --query ${'repositories[0].repositoryUri'} --output text${regionOption(build)}`,
  };
}

function getElsewhereStep(host: string): FixStep {
  return {
    title: `Create the repository at ${host}, or correct the project and name in the image's name`,
    changes: true,
  };
}
