import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { findRequiredLiterals } from '../../src/match/literals.ts';

const file = new URL('../../diagnostics/literals.json', import.meta.url);

describe('the literals that every match must contain', () => {
  it.each<[string, RegExp, string[] | undefined]>([
    [
      'the beginning of a plain pattern, as long as is worth searching',
      /not authorized to perform/,
      ['not authoriz'],
    ],
    ['every branch of an alternation', /(?:yarn|pnpm) install failed/, ['yarn install', 'pnpm install']],
    [
      'what stands beside an optional part',
      /npm (?:ERR!|error) code ERESOLVE/,
      ['npm err! cod', 'npm error co'],
    ],
    ['the longest run between wildcards', /open .* requirements file: \S+/, [' requiremen']],
    ['letters without case', /Access Denied by registry/i, ['access deni']],
    ['nothing where any text could match', /\w+ \d+/, undefined],
    ['nothing where a branch guarantees nothing', /(?:certain|.*)$/, undefined],
  ])('are %s', (_what, pattern, literals) => {
    expect(findRequiredLiterals(pattern)).toEqual(literals);
  });

  const catalogue = compileCatalogue(signatures);
  const { always } = catalogue;
  const probes = catalogue.probes.flatMap(({ regex }) => (regex instanceof RegExp ? [{ regex }] : []));

  it('are there for every pattern of the catalogue', () => {
    expect(always.map((index) => probes[index]?.regex.source)).toEqual([]);
  });

  it('are written down in diagnostics/literals.json, which spares a cold start the deriving', () => {
    const derived = Object.fromEntries(
      probes.map(({ regex }) => [String(regex), findRequiredLiterals(regex) ?? []]),
    );
    if (process.env.FAULTLINE_BLESS === '1')
      writeFileSync(file, `${JSON.stringify(derived, undefined, 1)}\n`);
    const hint = 'FAULTLINE_BLESS=1 npx vitest run test/match/literals writes them anew';
    expect(JSON.parse(readFileSync(file, 'utf8')), hint).toEqual(derived);
  });

  it('are in every string that a pattern of the catalogue matches', () => {
    for (const { regex } of probes) {
      const literals = findRequiredLiterals(regex) ?? [];
      const strings = findGenerator(regex);
      if (!strings) continue;
      fc.assert(
        fc.property(
          strings,
          (text) => !regex.test(text) || literals.some((literal) => text.toLowerCase().includes(literal)),
        ),
        { numRuns: 15 },
      );
    }
  });
});

/** fast-check generates from most patterns; not from those with look-arounds, whose rest is generated instead. */
function findGenerator(regex: RegExp): fc.Arbitrary<string> | undefined {
  const withoutLookaround = regex.source
    .replace(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '')
    .replaceAll('\\b', '');
  try {
    return fc.stringMatching(new RegExp(withoutLookaround, regex.flags.replace('i', '')));
  } catch {
    return undefined;
  }
}
