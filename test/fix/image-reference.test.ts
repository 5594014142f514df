import { describe, expect, it } from 'vitest';
import { findEcr, findPublicMirror, getTagsCommand, parseImage } from '../../src/fix/image-reference.ts';

describe('parseImage', () => {
  it.each([
    ['node:20-alpine', undefined, 'node', '20-alpine'],
    ['acme/web', undefined, 'acme/web', undefined],
    ['docker.io/library/node:20', undefined, 'library/node', '20'],
    ['localhost:5000/web:1', 'localhost:5000', 'web', '1'],
    [
      '111122223333.dkr.ecr.eu-west-1.amazonaws.com/base/node:18@sha256:ab',
      '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
      'base/node',
      '18',
    ],
    ['/:latest', undefined, '/', 'latest'],
    ['', undefined, '', undefined],
  ])('takes %s apart as docker does', (image, host, repository, tag) => {
    expect(parseImage(image)).toEqual({ host, repository, tag });
  });
});

describe('findPublicMirror', () => {
  it.each([
    ['node:20-alpine', 'public.ecr.aws/docker/library/node:20-alpine'],
    ['docker.io/library/python', 'public.ecr.aws/docker/library/python'],
  ])('knows the copy of the official image %s', (image, mirror) => {
    expect(findPublicMirror(image)).toBe(mirror);
  });

  it.each(['acme/web:1', 'ghcr.io/acme/web:1', ''])('knows none of %j', (image) => {
    expect(findPublicMirror(image)).toBeUndefined();
  });
});

describe('findEcr', () => {
  it('reads account and region from the host of a private registry', () => {
    expect(findEcr('111122223333.dkr.ecr.us-gov-west-1.amazonaws.com')).toEqual({
      account: '111122223333',
      region: 'us-gov-west-1',
    });
    expect(findEcr('ghcr.io')).toBeUndefined();
    expect(findEcr(undefined)).toBeUndefined();
  });
});

describe('getTagsCommand', () => {
  it('asks the registry that the name means', () => {
    expect(getTagsCommand('nginx:9.99')).toContain('hub.docker.com/v2/repositories/library/nginx/tags');
    expect(getTagsCommand('111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1')).toContain(
      '--registry-id 111122223333 --repository-name web --region eu-west-1',
    );
    expect(getTagsCommand('quay.io/acme/web:1')).toBe('skopeo list-tags docker://quay.io/acme/web');
  });
});
