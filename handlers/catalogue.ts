import { signatures } from '../diagnostics/index.ts';
import literals from '../diagnostics/literals.json' with { type: 'json' };
import { findSignaturesSource, getAwsEndpoint } from '../src/config.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import type { Known } from '../src/own-signatures/known.ts';

export const builtIn = { signatures, literals };
const ours: Known = { catalogue: compileCatalogue(signatures, literals), signatures };
let keeping: Promise<() => Promise<Known>> | undefined;

/**
 * All that Faultline knows, with the team's own signatures where there are some. `warn` is told what is wrong with
 * their file; it takes nothing away. Throws ConfigurationError.
 */
export function getKnown(warn: (errors: readonly string[]) => void): Known | Promise<Known> {
  const source = findSignaturesSource();
  if (!source) return ours;
  // Only here: most have none.
  keeping ??= import('../src/own-signatures/keep-catalogue.ts').then(({ keepCatalogue }) =>
    keepCatalogue({ source, builtIn, ours, endpoint: getAwsEndpoint(), warn, now: () => new Date() }),
  );
  return keeping.then((read) => read());
}
