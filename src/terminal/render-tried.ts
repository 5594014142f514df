import pc from 'picocolors';
import type { LogOutcome } from './test-signatures.ts';

/** What trying came to on one log, for people: the winner, then the others with the reason. */
export function renderTried(outcome: Exclude<LogOutcome, { error: unknown }>, isColored: boolean): string {
  const c = pc.createColors(isColored);
  const { input, cause, signatures } = outcome;
  const width = Math.max(...signatures.map((each) => each.cause.length), 0);
  const lines = signatures.map(
    ({ cause: id, isOwn, verdict, reason }) =>
      `${verdict === 'wins' ? c.green('✔') : ' '} ${c.bold(id.padEnd(width))}  ${reason}${isOwn ? c.dim('  (your own)') : ''}`,
  );
  const head = cause === 'unknown' ? `${c.bold(input)}: no signature wins` : c.bold(input);
  return [head, ...lines].join('\n');
}
