/** Where in AWS something is asked or ran. A build is one. */
export interface Place {
  region: string;
  /** Undefined: the account that Faultline itself runs in. */
  account?: string | undefined;
}

/** The partition that a region lies in. https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function getPartition(region: string): string {
  const [prefix = ''] = region.split('-');
  if (prefix === 'cn') return 'aws-cn';
  if (prefix === 'eusc') return 'aws-eusc';
  const [, isolated] = /^[a-z]{2}-iso([a-z]?)-/.exec(region) ?? [];
  if (isolated !== undefined) return isolated === '' ? 'aws-iso' : `aws-iso-${isolated}`;
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Where Faultline itself runs. What nobody told is undefined: then every account, or every region, is its own. */
export interface Home {
  account: string | undefined;
  region: string | undefined;
}

/** Whether a place is in the account that Faultline runs in. */
export function isOwnAccount({ account }: Place, home: Home): boolean {
  return account === undefined || home.account === undefined || account === home.account;
}

/** Account and region of what is not at home, for a reader; undefined at home. */
export function findElsewhere(place: Place, home: Home): string | undefined {
  const parts = getElsewhere(place, home);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/**
 * The name that the history keeps a project under: its own at home, `ACCOUNT/REGION/NAME` or `REGION/NAME` elsewhere, so
 * that projects of the same name are two. A project's name has no slash.
 */
export function getHistoryName(project: string, place: Place, home: Home): string {
  return [...getElsewhere(place, home), project].join('/');
}

function getElsewhere(place: Place, home: Home): string[] {
  const { account, region } = place;
  if (!isOwnAccount(place, home) && account !== undefined) return [account, region];
  return home.region === undefined || region === home.region ? [] : [region];
}
