import type { Change, Report } from './model.ts';

/** `the last green build #41`. */
export function getGreenName({ lastGreen }: Pick<Report, 'lastGreen'>): string {
  return `the last green build${lastGreen?.number === undefined ? '' : ` #${lastGreen.number}`}`;
}

export function renderChange({ what, before, after }: Change): string {
  return `${what}: ${before} → ${after}`;
}
