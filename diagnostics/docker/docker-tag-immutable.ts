import { replaceCommand } from '../../src/fix/buildspec.ts';
import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-tag-immutable',
  family: 'docker',
  title: 'The image tag is there already and the repository is immutable',
  patterns: [
    // ECR to docker push, kaniko and its API (`the repository is immutable`, since 2023 `the tag is immutable`)
    /image tag ['"](?<tag>[^'"]+)['"] already exists in the ['"](?<repository>[^'"]+)['"] repository and cannot be overwritten/,
    /ImageTagAlreadyExistsException|\btag invalid: |TAG_INVALID: /,
    // BuildKit keeps ECR's reason to itself
    {
      line: /PUT request to https:\/\/\d+\.dkr\.ecr\.\S{1,60}\/v2\/(?<repository>[\w./-]{1,200})\/manifests\/(?<tag>[\w.-]{1,128}): 400 Bad Request/,
      strength: 'likely',
    },
    // Harbor, Artifact Registry and others
    /due to '(?<image>[^']+)' configured as immutable|enabled tag immutability|tag is immutable/,
  ],
  above: ['docker-registry-auth-failed', 'docker-build-step-failed', 'cdk-synth-failed', 'python-error'],
  checks: ({ facts }) =>
    facts.repository && facts.tag
      ? [{ kind: 'ecr-tag-immutable', repository: facts.repository, tag: facts.tag }]
      : [],
  explain: ({ facts }) =>
    `The push was refused: ${facts.repository ? `the repository ${facts.repository}` : 'the repository'} has immutable tags, and ${facts.tag ? `the tag ${facts.tag}` : 'this tag'} is there already.`,
  fix: ({ facts, build, command }) => {
    const repository = facts.repository ?? placeholder('repository_name');
    const tag = facts.tag ?? 'latest';
    const push = command?.includes(`:${tag}`) ? command : `docker push $REPOSITORY_URI:${tag}`;
    return [
      {
        title: `Push a tag of its own for every build, such as the commit, instead of ${tag}`,
        patch: replaceCommand(
          push,
          push.replaceAll(`:${tag}`, ':$$CODEBUILD_RESOLVED_SOURCE_VERSION'),
          build,
        ),
        changes: true,
        verify: sh`aws ecr list-images --repository-name ${repository} --query ${'imageIds[].imageTag'} --output text${regionOption(build)}`,
      },
      {
        title: `Or let tags of ${repository} be overwritten`,
        command: sh`aws ecr put-image-tag-mutability --repository-name ${repository} --image-tag-mutability MUTABLE${regionOption(build)}`,
        changes: true,
        verify: sh`aws ecr describe-repositories --repository-names ${repository} --query ${'repositories[0].imageTagMutability'} --output text${regionOption(build)}`,
      },
    ];
  },
});
