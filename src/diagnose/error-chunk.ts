import type { Line, Transcript } from '../model.ts';
import type { FailingPart } from './failing-part.ts';

const MAX_LINES = 12;
const MAX_READ = 4000;
const ERROR_LIKE =
  /\b(?:error|fatal|failed|failure|exception|panic|traceback|cannot|unable to|denied|refused|not found|no such|undefined|invalid|abort(?:ed)?|killed)\b/i;

/**
 * The lines that best show the failure when no signature names it, at most 12, in order: of the failing
 * command's output, else of the whole log.
 */
export function findErrorChunk(transcript: Transcript, { command, span }: FailingPart): Line[] {
  const to = command?.lastLine ?? span?.lastLine ?? transcript.lineCount;
  const from = Math.max(command?.firstLine ?? span?.firstLine ?? 1, to - MAX_READ);
  const lines = transcript.lines(from, to).filter((line) => line.text.trim() !== '');
  const errors = lines.filter((line) => ERROR_LIKE.test(line.text));
  return (errors.length > 0 ? errors : lines).slice(-MAX_LINES);
}
