import { spawnSync } from 'node:child_process';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { startScan } from '../../src/match/scan.ts';
import { renderMessage } from '../../src/slack/message.ts';
import { renderReport } from '../../src/terminal/render-report.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';
import { sampleBuild } from '../slack/reports.ts';
import { generateLines } from './hostile-lines.ts';

export interface Fuzzed {
  lines: number;
  linesPerSecond: number;
  /** Milliseconds for a line to be matched: the median, and the slowest, of which the beginning is shown. */
  median: number;
  slowest: number;
  slowestLine: string;
  peakMegabytes: number;
  /** What went wrong, with the number of the log that it was in. */
  crashes: string[];
}

const LINES_OF_A_LOG = 1000;
const SUSPECTS = 100;
const catalogue = compileCatalogue(signatures, literals);

/** Reads so many generated lines, a thousand a log: each is matched, each log diagnosed and told. */
export async function fuzz(lines: number, seed: number): Promise<Fuzzed> {
  const source = generateLines(seed);
  const times = new Float64Array(lines);
  const crashes: string[] = [];
  const slow: { taken: number; line: Buffer }[] = [];
  const start = performance.now();
  for (let done = 0; done < lines; done += LINES_OF_A_LOG) {
    const count = Math.min(LINES_OF_A_LOG, lines - done);
    const log = Array.from({ length: count }, () => source.next().value as Buffer);
    try {
      const scanner = startScan(catalogue);
      for (const [i, line] of log.entries()) {
        const before = performance.now();
        scanner.push(line);
        const taken = performance.now() - before;
        times[done + i] = taken;
        if (taken > (slow.at(-1)?.taken ?? 0) || slow.length < SUSPECTS) {
          slow.push({ taken, line });
          slow.sort((a, b) => b.taken - a.taken).splice(SUSPECTS);
        }
      }
      scanner.finish();
      await tell(log);
    } catch (error) {
      crashes.push(`log ${done / LINES_OF_A_LOG}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    lines,
    linesPerSecond: lines / seconds,
    median: times.sort()[Math.floor(lines / 2)] ?? 0,
    ...findSlowest(slow.map(({ line }) => line)),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    crashes,
  };
}

/** Another process may have had the processor: the suspects are timed again, each by its best of three. */
function findSlowest(suspects: readonly Buffer[]): Pick<Fuzzed, 'slowest' | 'slowestLine'> {
  const timed = suspects.map((line) => {
    const tries = [1, 2, 3].map(() => {
      const scanner = startScan(catalogue);
      const before = performance.now();
      scanner.push(line);
      scanner.push(Buffer.from('\n'));
      return performance.now() - before;
    });
    return { slowest: Math.min(...tries), slowestLine: line.toString('utf8', 0, 160) };
  });
  return timed.sort((a, b) => b.slowest - a.slowest)[0] ?? { slowest: 0, slowestLine: '' };
}

async function tell(log: readonly Buffer[]): Promise<void> {
  const report = await troubleshoot(undefined, { chunks: log, notes: [] }, { catalogue });
  renderReport('build.log', report, true);
  renderMessage({ ...report, build: sampleBuild() });
}

export function renderFuzzed({ lines, crashes, ...fuzzed }: Fuzzed, seed: number): string {
  const { linesPerSecond, median, slowest, slowestLine, peakMegabytes } = fuzzed;
  return [
    `Fuzz: ${lines.toLocaleString('en')} generated lines (seed ${seed}), matched, diagnosed and told: ${linesPerSecond.toFixed(0)} lines a second, peak ${peakMegabytes.toFixed(0)} MB, ${crashes.length} crashes (budget 0).`,
    `Slowest line ${slowest.toFixed(1)} ms, the median ${(1000 * median).toFixed(0)} µs: ${JSON.stringify(slowestLine)}`,
    ...crashes.slice(0, 5),
  ].join('\n');
}

/** The same in a process of its own, whose peak of memory is that of nothing else. */
export function measureFuzz(lines: number, seed: number): Fuzzed {
  const script = new URL('./fuzz.ts', import.meta.url).pathname;
  const flags = ['--max-semi-space-size=8', script, String(lines), String(seed), '--json'];
  const { stdout } = spawnSync(process.execPath, flags, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout) as Fuzzed;
}

/** `node test/bench/fuzz.ts [LINES [SEED]]`: by itself; a seed runs the same again. */
if (import.meta.main) {
  const given = process.argv.slice(2).filter((word) => word !== '--json');
  const [lines = 1_000_000, seed = Date.now() % 1_000_000] = given.map(Number);
  const fuzzed = await fuzz(lines, seed);
  console.log(process.argv.includes('--json') ? JSON.stringify(fuzzed) : renderFuzzed(fuzzed, seed));
  process.exitCode = fuzzed.crashes.length > 0 ? 1 : 0;
}
