import { describe, expect, it } from 'vitest';
import { getNodeMajor, getNpmPin } from '../../src/fix/node-version.ts';

describe('the Node.js version to select', () => {
  it.each<[string | undefined, number]>([
    ['>=18.12.0', 22],
    ['^18.17.0 || >=20.5.0', 22],
    ['^20.17.0', 20],
    ['>=14 <17', 16],
    ['16.x', 16],
    ['18', 18],
    ['18.13', 22],
    ['18 or higher', 22],
    ['>= v18.17.0', 22],
    ['^99.0.0', 22],
    [undefined, 22],
  ])('for %s is %d', (range, major) => {
    expect(getNodeMajor(range)).toBe(major);
  });

  it('pins npm to the major of the image where npm itself was refused', () => {
    const [step] = getNpmPin({ npm: '9.5.1', package: 'npm@11.6.0', version: '18.16.1' });
    expect(step?.command).toBe('npm install --global npm@9');
    expect(getNpmPin({ npm: '9.5.1', package: 'commander@11.0.0' })).toEqual([]);
  });
});
