import { getErrorWeight } from './error-signs.ts';

/** The agent says so of every command that fails. */
const AGENTS = /^Command did not exit successfully|^Phase (?:complete|context)/;

/** Of the lines of a failure that nobody understood the one that looks most like an error, of equals the last. */
export function findTellingLine(lines: readonly string[]): string | undefined {
  const said = lines.filter((line) => !AGENTS.test(line));
  return (said.length > 0 ? said : lines).reduce<string | undefined>(
    (best, line) => (best !== undefined && getErrorWeight(best) > getErrorWeight(line) ? best : line),
    undefined,
  );
}
