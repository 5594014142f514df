import { spawnSync } from 'node:child_process';

const MB = 1024 * 1024;

/** As `npm run faultline` runs: V8 lets its young generation grow to 48 MB otherwise, which is most of what a long log costs. */
const FLAGS = ['--max-semi-space-size=8'];

/** Peak memory, in MB, of reading a log of one megabyte and one of a gigabyte, each in a process of its own. */
export function measureMemory(): { small: number; large: number } {
  const reader = new URL('./read-log-of.ts', import.meta.url).pathname;
  const peak = (megabytes: number) => {
    const { stdout } = spawnSync(process.execPath, [...FLAGS, reader, String(megabytes)], {
      encoding: 'utf8',
    });
    return Number(stdout) / MB;
  };
  return { small: peak(1), large: peak(1024) };
}
