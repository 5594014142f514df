import type { Build, Facts } from '../model.ts';
import { getPlace, renderArn } from './arn.ts';
import { allow, type Statement } from './policy.ts';

/**
 * What reading SecureStrings under keys of the account's own takes besides (fact `keys`: ids, ARNs or aliases, one a
 * line). A policy cannot name an alias as a resource, only in a condition.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function getDecryptStatements({ keys, resource }: Facts, build: Build | undefined): Statement[] {
  const place = getPlace(build, resource);
  const arn = (id: string) => renderArn({ ...place, service: 'kms', resource: `key/${id}` });
  return (keys?.split('\n') ?? []).map((key) => {
    if (key.startsWith('arn:') && key.includes(':key/')) return allow(['kms:Decrypt'], [key]);
    const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
    return alias
      ? allow(['kms:Decrypt'], [arn('*')], { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } })
      : allow(['kms:Decrypt'], [arn(key)]);
  });
}
