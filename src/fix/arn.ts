import type { Build } from '../model.ts';
import { placeholder } from './shell.ts';

/** The parts of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Where something is in AWS; a part that nobody told is a placeholder. */
export type Place = Pick<Arn, 'partition' | 'region' | 'account'>;

/** Reads an ARN; undefined for anything else. People mask parts when they paste a log: such an ARN is read as it stands. */
export function parseArn(text: string | undefined): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = (text ?? '').split(':');
  if (arn !== 'arn' || !service || account === undefined || resource.length === 0) return undefined;
  return {
    partition: partition ?? '',
    service,
    region: region ?? '',
    account,
    resource: resource.join(':'),
  };
}

/** The end of an AWS host's name in a partition. https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function getHostSuffix(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

const PARTITION = /^aws(?:-[a-z]+)*$/;

/** Where the named resources are: as the first ARN says that tells, else where the build ran. */
export function getPlace(build: Build | undefined, ...arns: readonly (string | undefined)[]): Place {
  const told = arns.flatMap((arn) => parseArn(arn) ?? []);
  const find = (part: keyof Place, pattern: RegExp) => told.find((arn) => pattern.test(arn[part]))?.[part];
  return {
    partition: find('partition', PARTITION) ?? build?.partition ?? 'aws',
    region: find('region', /^[a-z]{2}(?:-[a-z]+)+-\d$/) ?? build?.region ?? placeholder('region'),
    account: find('account', /^\d{12}$/) ?? build?.account ?? placeholder('account_id'),
  };
}

/** Writes an ARN. */
export function renderArn({ partition, service, region, account, resource }: Arn): string {
  return ['arn', partition, service, region, account, resource].join(':');
}

/** The region to name in a command: that of the ARN, of the build, or none. */
export function findRegion(
  build: Build | undefined,
  ...arns: readonly (string | undefined)[]
): string | undefined {
  const { region } = getPlace(build, ...arns);
  return region.startsWith('YOUR_') ? undefined : region;
}

/**
 * A refused resource as a policy may name it: masks become a wildcard (`***`) or a placeholder (`<account>`), IAM's own `role NAME` an ARN.
 * Undefined for what no policy can name.
 */
export function findPolicyResource(
  resource: string | undefined,
  build: Build | undefined,
  principal?: string,
): string | undefined {
  if (resource === undefined || resource === '*') return resource;
  const iam = /^(role|user|group|policy|instance profile) (.+)$/.exec(resource);
  const place = getPlace(build, resource, principal);
  if (iam?.[1] && iam[2])
    return renderArn({
      ...place,
      region: '',
      service: 'iam',
      resource: `${iam[1].replace(' ', '-')}/${iam[2]}`,
    });
  const arn = parseArn(resource);
  if (!arn) return undefined;
  const partition = PARTITION.test(arn.partition) ? arn.partition : place.partition;
  return renderArn({ ...arn, partition })
    .replaceAll(/\*{2,}/g, '*')
    .replaceAll(/<([^<>]+)>/g, (_, what) => placeholder(what));
}
