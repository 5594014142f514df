import type { Diagnosis } from './diagnose/diagnose.ts';
import type { Build, Report } from './model.ts';

type Wording = Pick<Report, 'cause' | 'family' | 'title' | 'explanation'>;

/** Words a diagnosis that no signature stands behind: nothing failed, it is not over, or nobody knows. */
export function wordUnsigned({ part, evidence }: Diagnosis, build: Build | undefined): Wording {
  if (build?.status === 'IN_PROGRESS')
    return none('Still running', 'This build is still running; so far nothing has failed.');
  if (part.isAllGreen) return none('Nothing failed', 'Every phase of this build succeeded.');
  const what = part.command
    ? `\`${firstLine(part.command.text)}\` failed`
    : part.phase
      ? `${part.phase} failed`
      : 'The build failed';
  const status = part.command?.exitCode === undefined ? '' : ` with exit status ${part.command.exitCode}`;
  const why =
    evidence.length > 0 ? 'no signature matches. The lines shown stand out.' : 'there is no log to read.';
  return {
    cause: 'unknown',
    family: 'other',
    title: 'Cause unknown',
    explanation: `${what}${status}, and Faultline does not know why: ${why}`,
  };
}

function none(title: string, explanation: string): Wording {
  return { cause: 'none', family: 'other', title, explanation };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
