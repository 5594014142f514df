import type { Build, Facts } from '../model.ts';
import { sh } from './shell.ts';

/** `[HOST/]REPOSITORY[:TAG][@DIGEST]`, taken apart as docker does. */
export interface ImageReference {
  /** Undefined: Docker Hub. */
  host: string | undefined;
  repository: string;
  tag: string | undefined;
}

/** Reads an image reference; never fails, whatever the text. */
export function parseImage(image: string): ImageReference {
  const [name = ''] = image.split('@', 1);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  // Docker takes the first part for a host when it holds a dot or a colon, or is localhost.
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const host = isHost && first !== 'docker.io' ? first : undefined;
  const rest = isHost ? name.slice(slash + 1) : name;
  const colon = rest.lastIndexOf(':');
  return {
    host,
    repository: colon < 0 ? rest : rest.slice(0, colon),
    tag: colon < 0 ? undefined : rest.slice(colon + 1),
  };
}

/**
 * The same image in Amazon's copy of Docker Hub's official images, which needs no login; undefined for others.
 * https://gallery.ecr.aws/docker
 */
export function findPublicMirror(image: string): string | undefined {
  const { host, repository, tag } = parseImage(image);
  const name = repository.replace(/^library\//, '');
  if (host !== undefined || name.includes('/') || name === '') return undefined;
  return `public.ecr.aws/docker/library/${name}${tag ? `:${tag}` : ''}`;
}

const ECR = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([\w-]+)\.amazonaws\.com(?:\.cn)?$/;

/** Account and region of a private ECR registry's host; undefined for another host. */
export function findEcr(host: string | undefined): { account: string; region: string } | undefined {
  const match = ECR.exec(host ?? '');
  return match?.[1] && match[2] ? { account: match[1], region: match[2] } : undefined;
}

/** The command that lists the tags that an image's repository has. */
export function getTagsCommand(image: string): string {
  const { host, repository } = parseImage(image);
  const ecr = findEcr(host);
  if (ecr)
    return sh`aws ecr list-images --registry-id ${ecr.account} --repository-name ${repository} --region ${ecr.region} --query ${'imageIds[].imageTag'} --output text`;
  if (host === undefined) {
    const name = repository.includes('/') ? repository : `library/${repository}`;
    return sh`curl -s ${`https://hub.docker.com/v2/repositories/${name}/tags?page_size=100`} | jq -r ${'.results[].name'}`;
  }
  return sh`skopeo list-tags ${`docker://${host}/${repository}`}`;
}

/**
 * The image in the build's own account that a message is about (facts `image`, or `repository` and `tag`); undefined
 * for one of another registry or account.
 */
export function findEcrImage(
  facts: Facts,
  build: Build | undefined,
): { repository: string; tag: string; region: string } | undefined {
  if (!build) return undefined;
  const { host, repository, tag = 'latest' } = parseImage(facts.image ?? '');
  const ecr = findEcr(host);
  if (ecr) return ecr.account === build.account ? { repository, tag, region: ecr.region } : undefined;
  if (facts.image || !facts.repository || !facts.tag) return undefined;
  return { repository: facts.repository, tag: facts.tag, region: build.region };
}
