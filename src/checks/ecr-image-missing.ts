import { type Check, confirmed, isError, refuted } from './check.ts';
import { hasTag, listTags } from './ecr-images.ts';

const TAGS = 5;

/** Asks ECR for an image by its tag, and which tags there are. */
export const ecrImageMissing: Check<'ecr-image-missing'> = {
  permissions: ['ecr:DescribeImages'],
  asks: 'whether an image has the tag, and which tags there are',
  word: ({ repository, tag }) => `Is there no image ${repository}:${tag}?`,
  async ask(clients, { repository, tag, region }, build) {
    const place = region ?? build.region;
    const { ecr } = place === build.region ? clients : clients.of(place);
    try {
      const [isThere, tags] = await Promise.all([
        hasTag(ecr, repository, tag),
        listTags(ecr, repository, TAGS),
      ]);
      if (isThere) return refuted(`${repository}:${tag} is there in ${place}.`);
      return tags.length > 0
        ? confirmed(`${repository} has no tag ${tag}; its newest are ${tags.join(', ')}.`, {
            tags: tags.join('\n'),
          })
        : confirmed(`${repository} has no tagged image at all.`);
    } catch (error) {
      if (!isError(error, 'RepositoryNotFoundException')) throw error;
      return confirmed(`There is no repository ${repository} in ${place}.`);
    }
  },
};
