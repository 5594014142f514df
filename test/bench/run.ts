import { signatures } from '../../diagnostics/index.ts';
import { measureDigest } from './digest.ts';
import { measureLatency } from './latency.ts';
import { makeLog } from './make-log.ts';
import { measureGrowth, measureMatching } from './matching.ts';
import { measureMemory } from './memory.ts';

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
console.log(
  `Ten times the signatures take ${measureGrowth(signatures, log.subarray(0, 20_000_000)).toFixed(2)} times as long (budget 1.5).`,
);
const { small, large } = measureMemory();
console.log(
  `Memory: ${small.toFixed(0)} MB at the most for a log of 1 MB, ${large.toFixed(0)} MB for one of 1 GB: ${(large - small).toFixed(0)} MB more (budget 64).`,
);
const digest = await measureDigest(100_000);
console.log(
  `Digest: ${digest.failures.toLocaleString('en')} failures in the week, and as many in the week before: ${digest.seconds.toFixed(1)} s, ${digest.megabytes.toFixed(0)} MB (budget 10 s, 256 MB); from a server of canned pages, without the time that DynamoDB takes.`,
);

const { milliseconds, floor, calls } = await measureLatency('parameter-store-access-denied');
console.log(
  `From the event to Slack with every call delayed 50 ms: ${milliseconds.toFixed(0)} ms, ${(milliseconds / floor).toFixed(2)} times the floor of three trips (budget 1.25).`,
);
console.log(
  `Calls for it: ${Object.entries(calls)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')}.`,
);
