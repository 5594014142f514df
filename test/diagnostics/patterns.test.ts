import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';

describe('the patterns of the catalogue', () => {
  const probes = compileCatalogue(signatures).probes.flatMap(({ signature, regex }) =>
    regex instanceof RegExp ? [{ signature, regex }] : [],
  );

  it('never backtrack exponentially', () => {
    const dangerous = probes.filter(({ regex }) =>
      analyse(regex).reports.some((report) => report.exponential),
    );
    expect(dangerous.map(({ signature, regex }) => `${signature.id}: ${regex.source}`)).toEqual([]);
  });

  it('keep no state between two lines', () => {
    expect(
      probes.filter(({ regex }) => regex.global || regex.sticky).map(({ regex }) => regex.source),
    ).toEqual([]);
  });
});

describe('what stands above what', () => {
  const above = new Map(signatures.map((s) => [s.id, new Set(s.above)]));

  it('has no two signatures above each other', () => {
    const pairs = signatures.flatMap(({ id, above: below = [] }) =>
      below.filter((other) => above.get(other)?.has(id)).map((other) => `${id} <-> ${other}`),
    );
    expect(pairs).toEqual([]);
  });
});
