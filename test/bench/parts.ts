import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signatures } from '../../diagnostics/index.ts';
import { bundleBeside } from './bundles.ts';
import { measureCold, measureFirstAnswer } from './cold.ts';
import { measureDigest } from './digest.ts';
import { measureFuzz, renderFuzzed } from './fuzz.ts';
import { measureLatency, PURE_FLOOR } from './latency.ts';
import { makeLog } from './make-log.ts';
import { measureGrowth, measureMatching } from './matching.ts';
import { makeAgentLines, measureMemory } from './memory.ts';
import { judge, type Verdict } from './verdicts.ts';

const SAME_PATTERNS = 'ripgrep, the same patterns';

async function matching(): Promise<Verdict[]> {
  const log = makeLog(50_000_000);
  console.log(`Matching, one core, ${(log.length / 1e6).toFixed(0)} MB of build output, all in one run`);
  const speeds = measureMatching(signatures, log);
  const ours = speeds[0]?.megabytesPerSecond ?? 0;
  console.table(
    speeds.map(({ what, megabytesPerSecond, note }) => ({
      what,
      'MB/s': megabytesPerSecond?.toFixed(2) ?? '-',
      'Faultline is': megabytesPerSecond ? `${(ours / megabytesPerSecond).toFixed(1)} times as fast` : '-',
      note,
    })),
  );
  const growth = measureGrowth(signatures, log.subarray(0, 20_000_000));
  const beside = speeds.find(({ what }) => what === SAME_PATTERNS)?.megabytesPerSecond;
  return [
    ...(beside
      ? [judge('Matching beside ripgrep, speed', ours / beside, 1, { unit: ' times', isLeast: true })]
      : []),
    judge('Ten times the signatures, time', growth, 1.5, { unit: ' times' }),
  ];
}

async function latency(): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  const { own } = await bundleBeside('handlers/build-failed', folder);
  const { measured, floor } = await measureLatency(own.file);
  rmSync(folder, { recursive: true });
  console.log(
    `From the event to Slack with every call taking 50 ms. The floor of three trips: ${PURE_FLOOR} ms for clients that need no time, ${floor.toFixed(0)} ms measured in this run with the bare clients. The budget is held to the measured one: it has what this machine and the clients themselves take, which no program that uses them goes below.`,
  );
  console.table(
    measured.map(({ scenario, after, milliseconds, ratio, pureRatio, trips, logReads, calls }) => ({
      scenario,
      after,
      ms: milliseconds.toFixed(0),
      'times the floor': ratio.toFixed(2),
      [`times ${PURE_FLOOR} ms`]: pureRatio.toFixed(2),
      trips,
      GetLogEvents: logReads,
      calls: Object.entries(calls)
        .map(([service, count]) => `${service} ${count}`)
        .join(', '),
    })),
  );
  const firsts = measured.filter(({ after }) => after === 'nothing');
  const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  return [
    judge('Event to Slack in round trips, median', median(firsts.map(({ trips }) => trips)), 3, {
      digits: 0,
    }),
    judge('Event to Slack beside the bare clients, median', median(firsts.map(({ ratio }) => ratio)), 1.25, {
      unit: ' times',
    }),
    judge('GetLogEvents a failure, median', median(firsts.map(({ logReads }) => logReads)), 2, { digits: 0 }),
  ];
}

async function cold(): Promise<Verdict[]> {
  const measured = await measureCold();
  console.log('Import by a fresh process, in milliseconds of processor time, beside the bare clients');
  console.table(
    measured.map(({ name, kilobytes, packedKilobytes, milliseconds, bareMilliseconds, ratio }) => ({
      function: name,
      'KB read': kilobytes.toFixed(0),
      'KB packed': packedKilobytes.toFixed(0),
      ms: milliseconds.toFixed(0),
      'ms, bare': bareMilliseconds.toFixed(0),
      times: ratio.toFixed(2),
    })),
  );
  const seconds = await measureFirstAnswer();
  return [
    ...measured.map(({ name, ratio }) => judge(`Import of ${name}`, ratio, 1.5, { unit: ' times' })),
    judge("Slack's first answer, from the start of the process", seconds, 3, { unit: ' s' }),
  ];
}

async function memory(): Promise<Verdict[]> {
  const { small, large } = measureMemory();
  console.log(
    `Memory: ${small.toFixed(0)} MB for a log of 1 MB, ${large.toFixed(0)} MB for one of 1 GB, at the most`,
  );
  return [judge('Memory of 1 GB over 1 MB', large - small, 64, { unit: ' MB', digits: 0 })];
}

async function digest(): Promise<Verdict[]> {
  const { failures, seconds, megabytes } = await measureDigest(100_000);
  console.log(
    `Digest: ${failures.toLocaleString('en')} failures in the week, and as many in the week before; from a server of canned pages, without the time that DynamoDB takes`,
  );
  return [
    judge('Digest, time', seconds, 10, { unit: ' s', digits: 1 }),
    judge('Digest, memory', megabytes, 256, { unit: ' MB', digits: 0 }),
  ];
}

/** What a hostile build prints: agent lines without end, and a million generated lines. */
async function hostile(): Promise<Verdict[]> {
  const { small, large } = measureMemory(makeAgentLines(1024 * 1024), 256);
  const seed = Date.now() % 1_000_000;
  const fuzzed = measureFuzz(1_000_000, seed);
  console.log(renderFuzzed(fuzzed, seed));
  return [
    judge('Memory of 256 MB of agent lines over 1 MB', large - small, 64, { unit: ' MB', digits: 0 }),
    judge('Crashes in a million generated lines', fuzzed.crashes.length, 0, { digits: 0 }),
    judge('Slowest generated line', fuzzed.slowest, 50, { unit: ' ms', digits: 1 }),
  ];
}

/** What can be measured by itself: `npm run bench -- latency cold`. */
export const parts: Readonly<Record<string, () => Promise<Verdict[]>>> = {
  matching,
  memory,
  digest,
  latency,
  cold,
  hostile,
};
