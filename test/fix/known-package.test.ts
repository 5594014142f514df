import { describe, expect, it } from 'vitest';
import { findMeantPackage, getPackageName } from '../../src/fix/known-package.ts';

describe('a package that does not exist', () => {
  it.each([
    ['expqress', 'express'],
    ['lodahs', 'lodash'],
    ['webpackk', 'webpack'],
    ['express', undefined],
    ['@acme/logger', undefined],
    ['abc', undefined],
  ])('%s is probably %s', (name, meant) => {
    expect(findMeantPackage(name)).toBe(meant);
  });

  it('is named by the log or by its URL', () => {
    expect(getPackageName({ package: 'left-padd' })).toBe('left-padd');
    expect(getPackageName({ url: 'https://registry.npm.example/@acme%2flogger' })).toBe('@acme/logger');
    expect(getPackageName({ url: 'https://registry.npm.example/npm/shared/lodahs' })).toBe('lodahs');
    expect(getPackageName({})).toBe('YOUR_PACKAGE');
  });
});
