import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, escapePattern, findFaults } from '../../src/slack/draft.ts';

const draft = { id: 'license-down', title: 'Down', match: 'x', explanation: '' };

describe('a pattern drafted from a line', () => {
  it('finds that very line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const line = text.replace(/[\r\n\u2028\u2029]/g, ' ');
        expect(compilePattern(escapePattern(line, 400)).matcher(line).find()).toBe(true);
      }),
    );
  });

  it('leaves open what differs from run to run', () => {
    const pattern = escapePattern(
      'retry 3 of 10: job 3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e  failed (E42)',
      400,
    );
    const other = 'retry 1 of 12: job 00000000-8a3c-4f57-9a0c-5d0c4a3c1b2e failed (E7)';
    expect(compilePattern(pattern).matcher(other).find()).toBe(true);
  });

  it('is cut between characters, never inside of an escape', () => {
    for (let room = 1; room < 40; room++) compilePattern(escapePattern('a+b (c) [d] 12 {e} \\ $', room));
  });
});

describe('a draft', () => {
  it('is fine when its pattern finds the line', () => {
    expect(findFaults({ ...draft, match: 'licen[cs]e' }, ['another', 'the license'], new Set())).toEqual({});
  });

  it('takes time that grows with the line only', () => {
    expect(findFaults({ ...draft, match: '(a+)+$' }, [`${'a'.repeat(50_000)}!`], new Set())).toHaveProperty(
      'match',
    );
  });
});
