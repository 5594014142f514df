import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { readSignatures } from '../../src/own-signatures/read-signatures.ts';
import { escapePattern, findFaults } from '../../src/slack/draft.ts';
import { renderEntry } from '../../src/slack/signature-modal.ts';

const draft = {
  id: 'license-down',
  title: 'Down',
  match: 'licen[cs]e (?P<name>\\w+) expired',
  explanation: 'It is down.',
  not: 'all is well',
};

function finds(pattern: string, line: string): boolean {
  return RE2JS.compile(pattern).matcher(line).find();
}

describe('a pattern drafted from a line', () => {
  it('finds that very line, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const line = text.replace(/[\r\n\u2028\u2029]/g, ' ');
        expect(finds(escapePattern(line, 400), line)).toBe(true);
      }),
    );
  });

  it('leaves open what differs from run to run', () => {
    const pattern = escapePattern(
      'retry 3 of 10: job 3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e  failed (E42)',
      400,
    );
    const other = 'retry 1 of 12: job 00000000-8a3c-4f57-9a0c-5d0c4a3c1b2e failed (E7)';
    expect(finds(pattern, other)).toBe(true);
  });

  it('shows all that it is made of: what the eye cannot see is left open', () => {
    const line = 'no \u202elicense\u202c \u200bhere \ud83d';
    const pattern = escapePattern(line, 400);
    expect(pattern).toBe('no\\s+.license.\\s+.here\\s+.');
    expect(finds(pattern, line)).toBe(true);
  });

  it('is cut between characters, never inside of an escape', () => {
    for (let room = 1; room < 40; room++) RE2JS.compile(escapePattern('a+b (c) [d] 12 {e} \\ $', room));
  });
});

describe('a draft', () => {
  const lines = ['another', 'the license A1 expired'];

  it('is fine when its pattern finds the line', async () => {
    expect(await findFaults(draft, lines, new Set())).toEqual({});
  });

  it.each<[string, Partial<typeof draft> & { fix?: string }, string]>([
    ['a pattern that finds none of the lines', { match: 'something else' }, 'match'],
    ['a pattern that is none', { match: '(' }, 'match'],
    ['a pattern that finds every line', { match: '.*' }, 'match'],
    ['a pattern without any text', { match: '\\w+' }, 'match'],
    ['a line that it should not find, and does', { not: 'license B2 expired' }, 'not'],
    ['no line that it should not find', { not: '' }, 'not'],
    ['a fact that no pattern captures', { explanation: '{host} is down.' }, 'explanation'],
    ['a fact in quotes', { fix: 'echo "{name}"' }, 'fix'],
    ['an id that is taken', { id: 'disk-full' }, 'id'],
    ['no title', { title: '' }, 'title'],
  ])('is told of %s', async (_what, change, field) => {
    const faults = await findFaults({ ...draft, ...change }, lines, new Set(['disk-full']));
    expect(Object.keys(faults)).toEqual([field]);
  });

  it('takes time that grows with the line only', async () => {
    const long = `the license ${'a'.repeat(50_000)}!`;
    expect(await findFaults({ ...draft, match: 'license (a+)+$' }, [long], new Set())).toHaveProperty(
      'match',
    );
  });

  it.each([
    ['with a command', { fix: 'renew {name}' }],
    ['without one', {}],
    [
      'with what YAML would read as something else',
      { title: 'yes: "no" # {1} & *x', explanation: '- a\n- b' },
    ],
  ])('loads as it is shown, %s', (_how, change) => {
    const text = renderEntry({ ...draft, ...change, sample: lines[1] });
    expect(readSignatures(text, { signatures })).toMatchObject({ kind: 'good', own: [{ id: draft.id }] });
  });
});
