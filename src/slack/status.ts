import type { BuildStatus, Report } from '../model.ts';

/** How a report's outcome looks and reads. The colour is an emoji: attachments, which have a bar, fold long messages. */
export interface Outcome {
  emoji: string;
  sign: string;
  words: string;
}

const OUTCOMES: Record<BuildStatus, Outcome> = {
  SUCCEEDED: { emoji: 'large_green_circle', sign: '🟢', words: 'succeeded' },
  FAILED: { emoji: 'red_circle', sign: '🔴', words: 'failed' },
  FAULT: { emoji: 'large_purple_circle', sign: '🟣', words: 'ended in a fault of CodeBuild' },
  TIMED_OUT: { emoji: 'large_orange_circle', sign: '🟠', words: 'timed out' },
  STOPPED: { emoji: 'white_circle', sign: '⚪', words: 'was stopped' },
  IN_PROGRESS: { emoji: 'large_blue_circle', sign: '🔵', words: 'is still running' },
};

export const RECOVERED: Outcome = { emoji: 'large_green_circle', sign: '🟢', words: 'green again' };

/** A log without a build has no status of its own. */
export function getOutcome({ build, cause }: Report): Outcome {
  return OUTCOMES[build?.status ?? (cause === 'none' ? 'SUCCEEDED' : 'FAILED')];
}
