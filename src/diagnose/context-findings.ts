import type { CompiledCatalogue } from '../match/catalogue.ts';
import { startScan } from '../match/scan.ts';
import type { Build, PhaseRun } from '../model.ts';
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
    if (getContextLines(phase).length === 0) return [];
    const scanner = startScan(catalogue);
    scanner.push(Buffer.from(getContextLines(phase).join('\n')));
    const { hits, transcript } = scanner.finish();
    return getFindings(catalogue, hits, transcript, phase.type)
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

/** Lines as the agent would print them. A phase that was cut short has no message, only its status. */
function getContextLines({ contexts, status }: PhaseRun): string[] {
  const messages = contexts.map(
    ({ code, message }) => `Phase context status code: ${code} Message: ${message}`,
  );
  return status === 'TIMED_OUT' || status === 'STOPPED' ? [...messages, `Build status: ${status}`] : messages;
}
