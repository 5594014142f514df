import type { Facts, FixStep } from '../model.ts';
import { sh } from './shell.ts';

/** Major versions that CodeBuild's images offer as `runtime-versions: nodejs`, the one to prefer first. */
const MAJORS = [22, 24, 20, 18, 16, 14, 12];

/**
 * The major version of Node.js to select for a range of `engines` such as `^18.17.0 || >=20.5.0`.
 * 22 where the range is unknown or none of the offered ones satisfies it.
 */
export function getNodeMajor(range: string | undefined): number {
  const alternatives = (range ?? '').split('||').filter((part) => /\d/.test(part));
  return MAJORS.find((major) => alternatives.some((part) => isWithin(major, part))) ?? 22;
}

const COMPARATOR = /([<>]=?|[\^~=])?\s*v?(\d+)((?:\.\d+)*)(?:\.[x*])*(\+| or )?/g;

/** Majors only: minor versions are the image's business. */
function isWithin(major: number, range: string): boolean {
  return [...range.matchAll(COMPARATOR)].every(([, sign, version, minor, more]) => {
    const bound = Number(version);
    // Bare `18.13`, `18+` and `18 or later` are what tools say of the least that they need; bare `18` is of an `engines`.
    const operator = sign ?? (minor || more ? '>=' : '=');
    if (operator.startsWith('>')) return major >= bound;
    if (operator === '<') return major < bound;
    if (operator === '<=') return major <= bound;
    return major === bound;
  });
}

/** npm's newest major drops older Node.js versions: where npm itself was refused, the major that the image came with runs there. */
export function getNpmPin({ npm, package: refused, version }: Facts): FixStep[] {
  const major = /^\d+/.exec(npm ?? '')?.[0];
  if (!/^npm@\d/.test(refused ?? '') || !major) return [];
  return [
    {
      title: `Pin npm to a version that runs on Node.js ${version ?? 'of the image'} instead of npm@latest`,
      command: sh`npm install --global ${`npm@${major}`}`,
      changes: false,
      verify: 'npm --version',
    },
  ];
}
