import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { type Check, confirmed, refuted } from './check.ts';

/** Asks ECR for a repository by name, in the build's account and region. */
export const ecrRepositoryMissing: Check<'ecr-repository-missing'> = {
  permissions: ['ecr:DescribeRepositories'],
  asks: 'whether an ECR repository exists, and what is called alike',
  word: ({ repository }, build) => `Is there an ECR repository ${repository} in ${build.region}?`,
  async ask({ ecr }, { repository }, build) {
    try {
      await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repository] }));
      return refuted(`The repository ${repository} exists in ${build.region}.`);
    } catch (error) {
      if (error instanceof Error && error.name === 'RepositoryNotFoundException')
        return confirmed(`There is no repository ${repository} in ${build.region}.`);
      throw error;
    }
  },
};
