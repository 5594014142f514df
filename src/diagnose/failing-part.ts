import type { Command, PhaseSpan, PhaseType, Transcript } from '../model.ts';

/** Where the build broke, as far as the log or the build's phases tell. */
export interface FailingPart {
  phase: PhaseType | undefined;
  span: PhaseSpan | undefined;
  command: Command | undefined;
  /** Whether the log itself says that every phase it shows succeeded. */
  isAllGreen: boolean;
}

/** Of a build that succeeded or goes on. */
export const NOTHING_FAILED: FailingPart = {
  phase: undefined,
  span: undefined,
  command: undefined,
  isAllGreen: true,
};

/** The first phase that failed and the first command in it that did: what fails later is a cascade. */
export function findFailingPart(transcript: Transcript, failedPhase?: PhaseType): FailingPart {
  const failed = transcript.commands.find((c) => c.outcome === 'failed');
  const span =
    transcript.phases.find((p) => p.outcome === 'failed') ??
    transcript.phases.find((p) => p.type === failedPhase) ??
    transcript.phases.find((p) => failed && p.firstLine <= failed.firstLine && failed.lastLine <= p.lastLine);
  const phase = failedPhase ?? span?.type ?? failed?.phase;
  const command = span ? findFailedCommand(transcript, span) : failed;
  const isAllGreen = !span && !failed && transcript.phases.some((p) => p.outcome === 'succeeded');
  return { phase, span, command, isAllGreen };
}

/** A phase that was cut off (timed out, stopped) has no failed command: then it is the one that was running. */
function findFailedCommand(transcript: Transcript, span: PhaseSpan): Command | undefined {
  const inside = transcript.commands.filter(
    (c) => c.firstLine >= span.firstLine && c.firstLine <= span.lastLine + 1,
  );
  return inside.find((c) => c.outcome === 'failed') ?? inside.findLast((c) => c.outcome === 'unknown');
}
