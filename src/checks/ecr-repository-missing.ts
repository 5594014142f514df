import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { type Check, confirmed, isError, refuted } from './check.ts';
import type { CheckClients } from './clients.ts';
import { findNearest } from './nearest.ts';
import { tryReading } from './try-reading.ts';

/** Asks ECR for a repository by name, in the build's account and region or the one named. */
export const ecrRepositoryMissing: Check<'ecr-repository-missing'> = {
  permissions: ['ecr:DescribeRepositories'],
  asks: 'whether an ECR repository exists, and what is called alike',
  word: ({ repository, region }, build) =>
    `Is there an ECR repository ${repository} in ${region ?? build.region}?`,
  async ask(clients, { repository, region = '' }, build) {
    const place = region || build.region;
    const asked = place === build.region ? clients : clients.of(place);
    const listing = tryReading(listNames(asked));
    // Thrown where it is waited for.
    listing.catch(() => undefined);
    try {
      await asked.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repository] }));
      return refuted(`The repository ${repository} exists in ${place}.`);
    } catch (error) {
      if (!isError(error, 'RepositoryNotFoundException')) throw error;
      const { value: names = [] } = await listing;
      const near = findNearest(repository, names);
      return near
        ? confirmed(`There is no ${repository} in ${place}, but there is ${near}.`, { near })
        : confirmed(`There is no repository ${repository} in ${place}.`);
    }
  },
};

async function listNames({ ecr }: CheckClients): Promise<string[]> {
  const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 200 }));
  return repositories.flatMap(({ repositoryName }) => repositoryName ?? []);
}
