import type { Command, PhaseSpan } from '../model.ts';

/**
 * A log of nothing but agent lines must not fill the memory. No build has a hundredth of this: CodeBuild has eleven
 * phases, and a buildspec is no longer than a file. Of each list the first and the last are kept, and the failed
 * commands between them, of which the first counts.
 */
const COMMANDS = { most: 1500, first: 500, last: 500, failed: 100 };
const PHASES = { most: 120, first: 40, last: 40 };
/** Messages of one phase; it has one, or two. */
export const MAX_CONTEXTS = 10;
/** Failed commands whose whole text is read again; the first is the one that counts. */
export const MAX_COMPLETED = 100;
/** A command's text, in characters; it is shown shorter. */
export const MAX_TEXT = 16_000;

/** Takes the middle out of a list that has grown too long, in place. */
export function boundCommands(commands: Command[]): void {
  if (commands.length < COMMANDS.most) return;
  const middle = commands.splice(COMMANDS.first, commands.length - COMMANDS.first - COMMANDS.last);
  const failed = middle.filter(({ outcome }) => outcome === 'failed');
  commands.splice(COMMANDS.first, 0, ...failed.slice(0, COMMANDS.failed));
}

/** The same for phases; of those between, the failed ones are kept while there is room. */
export function boundPhases(phases: PhaseSpan[]): void {
  if (phases.length < PHASES.most) return;
  const middle = phases.splice(PHASES.first, phases.length - PHASES.first - PHASES.last);
  const failed = middle.filter(({ outcome }) => outcome === 'failed');
  phases.splice(PHASES.first, 0, ...failed.slice(0, 10));
}
