import type { CompiledCatalogue } from '../match/catalogue.ts';
import { startScan } from '../match/scan.ts';
import type { Build } from '../model.ts';
import { type Finding, getFindings } from './findings.ts';

/**
 * Signatures seen in the context messages of the build's phases, which come with the event before any log does:
 * often all there is. Those that the log shows as well are left to the log, whose lines have numbers.
 */
export function findContextFindings(
  catalogue: CompiledCatalogue,
  build: Build,
  inLog: readonly Finding[],
): Finding[] {
  const known = new Set(inLog.map((finding) => finding.signature.id));
  return build.phases.flatMap((phase) => {
    const text = phase.contexts
      .map(({ code, message }) => `Phase context status code: ${code} Message: ${message}`)
      .join('\n');
    if (phase.contexts.length === 0) return [];
    const scanner = startScan(catalogue);
    scanner.push(Buffer.from(text));
    const { hits, transcript } = scanner.finish();
    return getFindings(catalogue, hits, transcript)
      .filter((finding) => !known.has(finding.signature.id))
      .map((finding) => ({
        ...finding,
        line: 0,
        nearLine: undefined,
        command: undefined,
        phase: phase.type,
      }));
  });
}
