import { explain } from '../src/terminal/diagnose-targets.ts';

/** Says what kept a command from its work. Returns the exit code. */
export function fail(error: unknown): number {
  console.error(explain(error).message);
  return 1;
}

/** Says what is wrong, and goes on. */
export function warn(lines: readonly string[]): void {
  for (const line of lines) console.error(line);
}
