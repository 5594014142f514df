import { readOwnLogs } from '../accuracy/cases.ts';

/** Numbers that are the same for the same seed, on every machine (mulberry32, by Tommy Ettinger; public domain). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof createRandom>;

const CLOCK = '[Container] 2026/11/20 08:58:01.345678 ';
/** What terminals, agents, encodings and attackers put into a line. */
const PIECES = [
  '\u001b[31m',
  '\u001b[0m',
  '\u001b[',
  '\u001b]8;;https://x.example\u0007',
  '\r',
  '\r\r',
  '\t',
  '\0',
  '\b\b',
  '\u009b1m',
  CLOCK,
  `${CLOCK}Running command `,
  `${CLOCK}Command did not exit successfully `,
  `${CLOCK}Phase complete: BUILD State: FAILED`,
  `${CLOCK}Entering phase BUILD`,
  `${CLOCK}Phase context status code: X Message: `,
  ' exit status 1',
  '#12 3.456 ',
  'agent-1  | ',
  '\u202e',
  '\u200b',
  '\ud800',
  '🧨',
  'ß',
  '日本語',
  '\u2028',
  '\ufeff',
  '<!channel>',
  '<@U012AB3CD>',
  '`',
  '```',
  '$(reboot)',
  "';",
  '"',
  ' ',
  '    ',
  'a',
  '/',
  ':',
  '.',
  '-',
  '=',
  '0',
  'error',
  'Error: ',
  ' not found',
  'failed',
  'password=',
  '://a:b@',
] as const;

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

/** An endless log: lines of the corpus, mutated, and lines of the grammar above, some of many kilobytes. */
export function* generateLines(seed: number): Generator<Buffer> {
  const random = createRandom(seed);
  const corpus = readOwnLogs(new URL('../logs', import.meta.url).pathname).flatMap(({ log }) =>
    log.split('\n'),
  );
  for (;;) {
    const line = random(4) === 0 ? compose(random) : mutate(random, corpus);
    yield random(200) === 0 ? breakBytes(random, line) : Buffer.from(`${line}\n`);
  }
}

function compose(random: Random): string {
  return Array.from({ length: 1 + random(12) }, () => pick(random, PIECES)).join('');
}

function mutate(random: Random, corpus: readonly string[]): string {
  let line = pick(random, corpus);
  for (let times = random(4); times > 0; times--) line = change(random, line, corpus);
  return line;
}

function change(random: Random, line: string, corpus: readonly string[]): string {
  const at = random(line.length + 1);
  const end = Math.min(line.length, at + random(12));
  switch (random(7)) {
    case 0:
      return line.slice(0, at) + pick(random, PIECES) + line.slice(at);
    case 1:
      return line.slice(0, at) + line.slice(end);
    case 2:
      return line.slice(0, at) + pick(random, corpus).slice(random(40));
    case 3:
      return line.slice(0, end) + line.slice(at);
    // What is quadratic shows in a line that repeats a part of what is looked for.
    case 4:
      return (
        line.slice(0, at) +
        (line.slice(at, end) || 'a').repeat(random(40) === 0 ? 2000 : 20) +
        line.slice(end)
      );
    case 5:
      return line.toUpperCase();
    default:
      return line.slice(0, at) + pick(random, PIECES).repeat(1 + random(30)) + line.slice(at);
  }
}

/** No text at all, or one cut in the middle of a character; without a line's end. */
function breakBytes(random: Random, line: string): Buffer {
  const bytes = Buffer.from(line);
  if (random(2) === 0) return bytes.subarray(0, random(bytes.length + 1));
  return Buffer.from(Array.from({ length: random(300) }, () => random(256)));
}
