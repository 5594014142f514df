import type { Build, Facts } from '../model.ts';
import { findPolicyResource, getPlace, parseArn, renderArn } from './arn.ts';
import { allow, type Statement } from './policy.ts';
import { placeholder } from './shell.ts';

/** What `docker push` takes on the repository. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
const PUSH = [
  'BatchCheckLayerAvailability',
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'BatchGetImage',
];
/** What `docker pull` takes. https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html */
const PULL = ['BatchGetImage', 'GetDownloadUrlForLayer', 'BatchCheckLayerAvailability'];

/** The login, which ECR judges on no repository. ECR Public takes a bearer token besides. */
export function getLoginStatement(isPublic: boolean): Statement {
  return allow(
    isPublic
      ? ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken']
      : ['ecr:GetAuthorizationToken'],
    ['*'],
  );
}

/** All that a push takes, at once: refused calls come one by one, and the next would be the next red build. */
export function getPushStatements(facts: Facts, build: Build | undefined): Statement[] {
  const isPublic = facts.action?.startsWith('ecr-public:') ?? false;
  const service = isPublic ? 'ecr-public' : 'ecr';
  const actions = PUSH.filter((action) => !isPublic || action !== 'BatchGetImage');
  return [
    getLoginStatement(isPublic),
    allow(
      actions.map((action) => `${service}:${action}`),
      [getRepositoryArn(facts, build)],
    ),
  ];
}

/** All that a pull takes. */
export function getPullStatements(facts: Facts, build: Build | undefined): Statement[] {
  return [
    getLoginStatement(false),
    allow(
      PULL.map((action) => `ecr:${action}`),
      [getRepositoryArn(facts, build)],
    ),
  ];
}

/** The ARN of the repository: as refused, or from its name or registry host. */
export function getRepositoryArn(facts: Facts, build: Build | undefined): string {
  const refused = findPolicyResource(facts.resource, build, facts.principal);
  if (refused && refused !== '*') return refused;
  const place = getPlace(build, facts.principal);
  const [, account, region] = /^(\d{12})\.dkr\.ecr[\w-]*\.([a-z0-9-]+)\./.exec(facts.host ?? '') ?? [];
  return renderArn({
    ...place,
    ...(account && { account }),
    ...(region && { region }),
    service: 'ecr',
    resource: `repository/${facts.repository ?? placeholder('repository')}`,
  });
}

/** The repository's name, as a reader knows it; undefined where nothing tells it. */
export function findRepositoryName({ repository, resource }: Facts): string | undefined {
  return repository ?? parseArn(resource)?.resource.replace(/^repository\//, '');
}
