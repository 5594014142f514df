import { partitionOf } from './account.ts';

/** The scenarios' own place. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

export interface Moved {
  account?: string | undefined;
  region?: string | undefined;
}

/** A scenario's text as it would read in another account and region, with the names and hosts of its partition. */
export function moveText(text: string, { account = ACCOUNT, region = REGION }: Moved): string {
  const partition = partitionOf(region);
  return text
    .replaceAll(ACCOUNT, account)
    .replaceAll(REGION, region)
    .replaceAll('arn:aws:', `arn:${partition}:`)
    .replaceAll(`.${region}.amazonaws.com`, `.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`);
}
