import { DescribeImagesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { isError } from './check.ts';

/** Whether a repository has an image of this tag. Throws RepositoryNotFoundException where there is no repository. */
export async function hasTag(ecr: ECRClient, repositoryName: string, imageTag: string): Promise<boolean> {
  try {
    await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }));
    return true;
  } catch (error) {
    if (isError(error, 'ImageNotFoundException')) return false;
    throw error;
  }
}

/** The newest tags of a repository. */
export async function listTags(ecr: ECRClient, repositoryName: string, count: number): Promise<string[]> {
  const { imageDetails = [] } = await ecr.send(
    new DescribeImagesCommand({ repositoryName, filter: { tagStatus: 'TAGGED' }, maxResults: 1000 }),
  );
  return imageDetails
    .sort((a, b) => Number(b.imagePushedAt ?? 0) - Number(a.imagePushedAt ?? 0))
    .flatMap(({ imageTags = [] }) => imageTags)
    .slice(0, count);
}
