/**
 * What a minute of a build costs on demand, in US dollars, in us-east-1; other regions differ by some per cent.
 * Without the free minutes of a month. https://aws.amazon.com/codebuild/pricing/ (seen 2025)
 */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'linux BUILD_GENERAL1_SMALL': 0.005,
  'linux BUILD_GENERAL1_MEDIUM': 0.01,
  'linux BUILD_GENERAL1_LARGE': 0.02,
  'linux BUILD_GENERAL1_2XLARGE': 0.2,
  'arm BUILD_GENERAL1_SMALL': 0.0034,
  'arm BUILD_GENERAL1_LARGE': 0.015,
  'windows BUILD_GENERAL1_MEDIUM': 0.018,
  'windows BUILD_GENERAL1_LARGE': 0.036,
};

/** What a digest says beside every sum of money. */
export const PRICE_NOTE =
  'An estimate: the minutes of failed builds, each rounded up, at the public on-demand prices of us-east-1.';

/** Minutes as they are billed: each build rounded up to the next. https://aws.amazon.com/codebuild/pricing/ */
export function getMinutes(durationSeconds: number | undefined): number {
  return Math.ceil(Math.max(0, durationSeconds ?? 0) / 60);
}

/** The price of a minute, or nothing for a compute type that is not in the table. */
export function findPrice({
  computeType,
  image = '',
}: {
  computeType?: string | undefined;
  image?: string | undefined;
}): number | undefined {
  return PER_MINUTE[`${getPlatform(image)} ${computeType}`];
}

/** The type of the environment is not in the history; AWS's own images name it. */
function getPlatform(image: string): string {
  if (/aarch64|arm64/i.test(image)) return 'arm';
  return /windows/i.test(image) ? 'windows' : 'linux';
}
