import type { Unwrapped } from './unwrap-text.ts';

/** Terminals and tools break lines at a width of their own, none at less; at these it is no chance. */
const WIDTH = 60;
const COLUMNS = new Set([79, 80, 99, 100, 119, 120, 132, 159, 160]);
/** The first word of a line that goes on with a value: long, or of letters and digits; no name, path, number or time. */
const GOES_ON =
  /^[ \t]{0,8}(?![A-Za-z]+[:=]|\d{4}-\d\d-\d\d)(?=[\w+/=~!@#$%^&*.-]{0,60}(?:[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z])|[\w+/=-]{16})[\w+/=~!@#$%^*-]{2,}/;
/** A line that stops in the middle of a value, or right before one. */
const STOPS = /(?:[\w+/=:"'~!@#$%^&*.]|(?<!-)-)$/;

// No pattern of a secret reaches over it.
const BETWEEN = '\n\0\n';

/**
 * Takes text of lines; returns those that were broken within a word, joined again, and where each character stood;
 * nothing where none was. A long line is broken wherever the next begins as no other line does.
 */
export function unfold(text: string): Unwrapped | undefined {
  const lines = text.split('\n');
  let joined = '';
  const from: number[] = [];
  let at = 0;
  let isOpen = false;
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    const goesOn = next !== undefined && isBroken(line, next);
    if (goesOn || isOpen) {
      const indent = isOpen ? line.length - line.trimStart().length : 0;
      const said = line.slice(indent) + (goesOn ? '' : BETWEEN);
      joined += said;
      for (let k = 0; k < said.length; k++) from.push(Math.min(at + indent + k, at + line.length));
    }
    isOpen = goesOn;
    at += line.length + 1;
  }
  from.push(text.length);
  return joined === '' ? undefined : { text: joined, from };
}

function isBroken(line: string, next: string): boolean {
  if (!STOPS.test(line.slice(-2))) return false;
  if (COLUMNS.has(line.length) && /^[\w+/=-]/.test(next)) return true;
  const word = GOES_ON.exec(next.slice(0, 300))?.[0];
  if (word === undefined) return false;
  // A short line was broken by no width: only what is a value by itself goes on with it.
  return line.length >= WIDTH || (/\d/.test(word) && /[A-Za-z]/.test(word) && !/^\s/.test(next));
}
