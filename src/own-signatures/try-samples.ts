import { getFindings } from '../diagnose/findings.ts';
import type { CompiledCatalogue } from '../match/catalogue.ts';
import { startScan } from '../match/scan.ts';
import type { Placed } from './check-together.ts';
import type { Fault } from './word-issue.ts';

/** Whether each entry finds what it says it finds, and nothing of what it says it does not. */
export function trySamples(entries: readonly Placed[], catalogue: CompiledCatalogue): Fault[] {
  return entries.flatMap(({ entry: { id, samples }, index }) => {
    const at = ['signatures', index, 'samples'];
    const finds = (sample: string) => findLines(catalogue, id, sample);
    return [
      ...samples.matches.flatMap((sample, i) =>
        finds(sample).length > 0
          ? []
          : [{ path: [...at, 'matches', i], message: 'is not found by any of its patterns' }],
      ),
      ...samples.not.flatMap((sample, i) => {
        const [line] = finds(sample);
        return line === undefined
          ? []
          : [{ path: [...at, 'not', i], message: `should not be found, but is: line ${line} of it` }];
      }),
    ];
  });
}

/** The lines of a piece of a log in which a signature is seen, as in a log. */
function findLines(catalogue: CompiledCatalogue, id: string, sample: string): number[] {
  const scanner = startScan(catalogue);
  scanner.push(Buffer.from(sample));
  const { hits, transcript } = scanner.finish();
  return getFindings(catalogue, hits, transcript).flatMap(({ signature, line }) =>
    signature.id === id ? [line] : [],
  );
}
