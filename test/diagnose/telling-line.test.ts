import { describe, expect, it } from 'vitest';
import { findTellingLine } from '../../src/diagnose/telling-line.ts';

describe('the line that tells most of an unknown failure', () => {
  it.each([
    [
      ['licence headers ..... ok', 'relcheck: error: 2 amber marks', 'cleaning up'],
      'relcheck: error: 2 amber marks',
    ],
    [['one', 'two', 'Command did not exit successfully ./x exit status 3'], 'two'],
    [
      ['Command did not exit successfully ./x exit status 3'],
      'Command did not exit successfully ./x exit status 3',
    ],
    [[], undefined],
  ])('is found in %j', (lines, line) => {
    expect(findTellingLine(lines)).toBe(line);
  });
});
