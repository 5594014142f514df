import { describe, expect, it } from 'vitest';
import { getCorretto, getReleaseOfClassFile } from '../../src/fix/java-version.ts';

describe('the Java version to select', () => {
  it.each<[string | undefined, string]>([
    ['14', 'corretto17'],
    ['17', 'corretto17'],
    ['1.8', 'corretto8'],
    ['99', 'corretto25'],
    [undefined, 'corretto21'],
  ])('for %s is %s', (release, corretto) => {
    expect(getCorretto(release)).toBe(corretto);
  });

  it('knows the release of a class file', () => {
    expect(getReleaseOfClassFile('52')).toBe('8');
    expect(getReleaseOfClassFile('61.0')).toBe('17');
    expect(getReleaseOfClassFile(undefined)).toBeUndefined();
  });
});
