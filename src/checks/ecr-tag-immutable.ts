import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { type Check, confirmed, refuted } from './check.ts';
import { hasTag } from './ecr-images.ts';

/** Asks ECR whether the repository's tags are immutable and this one is taken. */
export const ecrTagImmutable: Check<'ecr-tag-immutable'> = {
  permissions: ['ecr:DescribeRepositories', 'ecr:DescribeImages'],
  asks: 'whether the tags of a repository are immutable, and this one is taken',
  word: ({ repository, tag }) => `Is ${tag} taken in ${repository}, and immutable?`,
  async ask({ ecr }, { repository, tag }) {
    const [{ repositories = [] }, isTaken] = await Promise.all([
      ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repository] })),
      hasTag(ecr, repository, tag),
    ]);
    const mutability = repositories[0]?.imageTagMutability ?? 'MUTABLE';
    if (!mutability.startsWith('IMMUTABLE'))
      return refuted(`The tags of ${repository} may be overwritten now.`);
    const except = mutability === 'IMMUTABLE' ? '' : ' but for some patterns';
    return isTaken
      ? confirmed(`${repository}:${tag} is there, and the tags are immutable${except}.`)
      : refuted(`${repository} has immutable tags${except}, but none is called ${tag}.`);
  },
};
