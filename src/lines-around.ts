import type { Report, Transcript } from './model.ts';

/** A value and its name stand on the same line or near it: a trace of the shell, a list of variables; the first line of a private key up to 70 above its others. */
const NEAR = { before: 30, after: 2 };
const OF_A_KEY = { before: 70, after: 2 };
const MAY_BE_OF_A_KEY = /^\s*[A-Za-z0-9+/=]{4,80}\s*$/;
/** So much is looked at, in characters: a hostile log has lines without end. */
const ROOM = 200_000;

/** What stands in the log around the lines that a report shows, as it stands there: some of it says what is secret in them. */
export function readAround({ evidence }: Report, { raw }: Transcript): string {
  if (!raw) return '';
  const windows: { from: number; to: number }[] = [];
  for (const { line, text } of evidence) {
    if (line < 1) continue;
    const { before, after } = MAY_BE_OF_A_KEY.test(text) ? OF_A_KEY : NEAR;
    const [from, to] = [Math.max(1, line - before), line + after];
    const last = windows.at(-1);
    if (last && from <= last.to + 1 && from >= last.from) last.to = Math.max(last.to, to);
    else windows.push({ from, to });
  }
  let around = '';
  for (const { from, to } of windows) {
    if (around.length > ROOM) break;
    around += `${raw(from, to)}\n\0\n`;
  }
  return around.slice(0, ROOM);
}
