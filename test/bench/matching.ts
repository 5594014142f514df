import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanLine } from '../../src/log/clean.ts';
import { type CompiledCatalogue, compileCatalogue } from '../../src/match/catalogue.ts';
import { findRequiredLiterals } from '../../src/match/literals.ts';
import { startScan } from '../../src/match/scan.ts';
import type { LinePattern, Pattern, Signature } from '../../src/signature.ts';

const MB = 1_000_000;
const CHUNK = 65_536;
/** What takes longer than this, in milliseconds, is given up. */
const PATIENCE = 60_000;

export interface Speed {
  what: string;
  megabytesPerSecond: number | undefined;
  note: string;
}

/** Milliseconds of the fastest of some runs: noise only ever adds. */
function time(run: () => void, times = 3): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...taken);
}

function scan(catalogue: CompiledCatalogue, log: Buffer): void {
  const scanner = startScan(catalogue);
  for (let at = 0; at < log.length; at += CHUNK) scanner.push(log.subarray(at, at + CHUNK));
  scanner.finish();
}

function tryAll(regexes: readonly RegExp[], lines: readonly string[]): void {
  for (const line of lines) for (const regex of regexes) regex.test(line);
}

/** The whole catalogue over a log, beside other ways to do the same, on one core. */
export function measureMatching(signatures: readonly Signature[], log: Buffer): Speed[] {
  const catalogue = compileCatalogue(signatures);
  const regexes = catalogue.probes.flatMap(({ regex }) => (regex instanceof RegExp ? [regex] : []));
  const some = log.subarray(0, 1 * MB);
  const lines = some.toString().split('\n').map(cleanLine);
  const one = new RegExp(
    regexes.map(({ source }) => `(?:${source.replace(/\(\?<(?![=!])\w+>/g, '(?:')})`).join('|'),
  );
  const speed = (bytes: number, ms: number) => bytes / MB / (ms / 1000);
  return [
    {
      what: 'Faultline, the whole reading',
      megabytesPerSecond: speed(
        log.length,
        time(() => scan(catalogue, log)),
      ),
      note: `${regexes.length} patterns, with transcript and facts`,
    },
    {
      what: 'a loop of RegExps over lines',
      megabytesPerSecond: speed(
        some.length,
        time(() => tryAll(regexes, lines), 1),
      ),
      note: 'V8',
    },
    {
      what: 'one alternation over lines',
      megabytesPerSecond: speed(
        some.length,
        time(() => tryAll([one], lines), 1),
      ),
      note: 'V8',
    },
    ...measureRipgrep(regexes, log),
  ];
}

/** ripgrep on one thread with the patterns that its engine can take, and with the literals alone. */
function measureRipgrep(regexes: readonly RegExp[], log: Buffer): Speed[] {
  if (spawnSync('rg', ['--version']).error)
    return [{ what: 'ripgrep', megabytesPerSecond: undefined, note: 'not installed here' }];
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  const put = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const patterns = regexes
    .map(toRust)
    .filter((pattern) => spawnSync('rg', ['-q', '-e', pattern, '/dev/null']).status !== 2);
  const literals = [...new Set(regexes.flatMap((regex) => findRequiredLiterals(regex) ?? []))];
  const small = put('small.log', log.subarray(0, MB));
  const whole = put('whole.log', log);
  const run = (args: string[], bytes: number) => {
    const start = performance.now();
    const { status } = spawnSync('rg', ['-j1', '-c', '-a', '--no-config', ...args], { timeout: PATIENCE });
    return status === null ? undefined : bytes / MB / ((performance.now() - start) / 1000);
  };
  const speeds: Speed[] = [
    {
      what: 'ripgrep, the same patterns',
      megabytesPerSecond: run(['--no-unicode', '-f', put('patterns', patterns.join('\n')), small], MB),
      note: `${patterns.length} of them: its engine has no look-around; 1 MB, given up after ${PATIENCE / 1000} s`,
    },
    {
      what: 'ripgrep, the literals only',
      megabytesPerSecond: run(['-F', '-i', '-f', put('literals', literals.join('\n')), whole], log.length),
      note: `${literals.length} literals: what Faultline's automaton looks for`,
    },
  ];
  rmSync(folder, { recursive: true });
  return speeds;
}

/** The pattern in the syntax of Rust's regex crate; look-arounds are left out, since it has none. */
function toRust({ source, ignoreCase }: RegExp): string {
  const plain = source
    .replace(/\(\?<(?![=!])\w+>/g, '(?:')
    .replace(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '')
    .replace(/\\([/"'`<>#@%&~=:;,!-])/g, '$1');
  // Bytes instead of Unicode, as ours compares: without this a class such as \S makes its automaton far larger.
  return `${ignoreCase ? '(?i)' : ''}(?:${[...plain].map((c) => (c.charCodeAt(0) > 127 ? '.' : c)).join('')})`;
}

/** How much longer ten times the signatures take: nine more of each, which look for other words. */
export function measureGrowth(signatures: readonly Signature[], log: Buffer): number {
  const vary = (i: number) => (pattern: RegExp | Pattern) =>
    pattern instanceof RegExp
      ? { line: varyWords(pattern, i) }
      : { ...pattern, line: varyWords(pattern.line, i) };
  const more = Array.from({ length: 9 }, (_, i) =>
    signatures.map((signature) => ({ ...signature, patterns: signature.patterns.map(vary(i)) })),
  );
  const base = compileCatalogue(signatures);
  const tenfold = compileCatalogue([...signatures, ...more.flat()]);
  return time(() => scan(tenfold, log)) / time(() => scan(base, log));
}

/** The pattern with letters of its own in every word. Classes and escapes stay. */
function varyWords(pattern: LinePattern, i: number): LinePattern {
  if (!(pattern instanceof RegExp)) return pattern;
  const { source, flags } = pattern;
  const other = source.replace(
    /(\\.|\[(?:[^\]\\]|\\.)*\]|\(\?<\w+>|\{[\d,]+\})|[a-zA-Z]{3,}/g,
    (word, kept) => kept ?? `${word.slice(0, 2)}q${'abcdefghi'[i]}z${word.slice(2)}`,
  );
  return new RegExp(other, flags);
}
