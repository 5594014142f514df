import type { Secret } from './secret-patterns.ts';

const BEGIN = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const END = '-----END ';
/** Longer is no key; a log may say nothing but that keys begin. */
const LONGEST = 12_000;
/** What a line of a key ends with, whatever a tool put before it: 64 characters or more, or the rest. */
const BODY = /(?<![\w+/=])(?<body>[A-Za-z0-9+/=]{4,})[^A-Za-z0-9+/=]{0,20}$/;

/** The lines of every private key of which a text shows head and foot, each by itself: a tool may have put words before each. */
export function findKeyLines(text: string): Secret[] {
  const found: Secret[] = [];
  let done = 0;
  for (const { 0: head, index } of text.matchAll(BEGIN)) {
    const start = index + head.length;
    if (start < done) continue;
    const end = text.indexOf(END, start);
    if (end < 0) break;
    done = start;
    if (end - start > LONGEST) continue;
    let at = start;
    for (const line of text.slice(start, end).split('\n')) {
      const body = BODY.exec(line);
      const value = body?.groups?.body ?? '';
      // Not a word of a tool: `error`, `#12`.
      if (body && (value.length >= 16 || /[\d+/=]/.test(value)))
        found.push({ start: at + body.index, end: at + body.index + value.length, label: 'private key' });
      at += line.length + 1;
    }
    done = end;
  }
  return found;
}
