import { z } from 'zod';
import { arnOf } from '../account.ts';
import { epoch, type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { Repository } from '../scenario-schema.ts';

const CREATED = new Date('2026-02-03T10:15:00Z');

function registryHost({ account }: World): string {
  return `${account.id}.dkr.ecr.${account.region}.amazonaws.com${account.region.startsWith('cn-') ? '.cn' : ''}`;
}

function needRepository({ account }: World, name: string): Repository {
  const found = account.repositories.get(name);
  if (found) return found;
  throw new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${account.id}'`,
  );
}

function render(world: World, name: string, repository: Repository) {
  return {
    repositoryArn: arnOf(world.account, 'ecr', `repository/${name}`),
    registryId: world.account.id,
    repositoryName: name,
    repositoryUri: `${registryHost(world)}/${name}`,
    createdAt: epoch(CREATED),
    imageTagMutability: repository.immutable ? 'IMMUTABLE' : 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}

const named = z.object({ repositoryName: z.string() });
const imageId = z.object({ imageTag: z.string().optional(), imageDigest: z.string().optional() });

export const ecr: Operations = {
  DescribeRepositories: operation(
    z.object({ repositoryNames: z.array(z.string()).optional() }),
    (input, world) => {
      const names = input.repositoryNames ?? [...world.account.repositories.keys()];
      return { repositories: names.map((name) => render(world, name, needRepository(world, name))) };
    },
  ),
  DescribeImages: operation(named.extend({ imageIds: z.array(imageId).optional() }), (input, world) => {
    const { images } = needRepository(world, input.repositoryName);
    const missing = input.imageIds?.find(
      (id) =>
        !images.some((image) => image.digest === id.imageDigest || image.tags.includes(id.imageTag ?? '')),
    );
    if (missing) {
      const id = `{imageDigest:'${missing.imageDigest ?? 'null'}', imageTag:'${missing.imageTag ?? 'null'}'}`;
      throw new AwsError(
        'ImageNotFoundException',
        `The image with imageId ${id} does not exist within the repository with name '${input.repositoryName}' in the registry with id '${world.account.id}'`,
      );
    }
    const asked = images.filter(
      (image) =>
        input.imageIds?.some(
          (id) => id.imageDigest === image.digest || image.tags.includes(id.imageTag ?? ''),
        ) ?? true,
    );
    return {
      imageDetails: asked.map(({ digest, tags }) => ({
        registryId: world.account.id,
        repositoryName: input.repositoryName,
        imageDigest: digest,
        imageTags: tags,
        imageSizeInBytes: 52_428_800,
        imagePushedAt: epoch(CREATED),
      })),
    };
  }),
  GetRepositoryPolicy: operation(named, ({ repositoryName }, world) => {
    const { policy } = needRepository(world, repositoryName);
    if (!policy) {
      throw new AwsError(
        'RepositoryPolicyNotFoundException',
        `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '${world.account.id}'`,
      );
    }
    return { registryId: world.account.id, repositoryName, policyText: JSON.stringify(policy) };
  }),
  CreateRepository: operation(named, ({ repositoryName }, world) => {
    if (world.account.repositories.has(repositoryName)) {
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${repositoryName}' already exists in the registry with id '${world.account.id}'`,
      );
    }
    const repository: Repository = { immutable: false, images: [] };
    world.account.repositories.set(repositoryName, repository);
    return { repository: render(world, repositoryName, repository) };
  }),
  GetAuthorizationToken: operation(z.object({}), (_, world) => ({
    authorizationData: [
      {
        authorizationToken: Buffer.from('AWS:sandbox').toString('base64'),
        expiresAt: epoch(new Date(world.now().getTime() + 12 * 3_600_000)),
        proxyEndpoint: `https://${registryHost(world)}`,
      },
    ],
  })),
};
