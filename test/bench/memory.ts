import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLog } from './make-log.ts';

const MB = 1024 * 1024;
/** As `npm run faultline` runs: V8 lets its young generation grow to 48 MB otherwise, which is most of what a long log costs. */
const FLAGS = ['--max-semi-space-size=8'];
/** Makes the process tell its peak memory, in kilobytes, when it ends. */
const TELL_PEAK = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))';

/** What a hostile build prints: nothing but the agent's own words. */
export function makeAgentLines(bytes: number): Buffer {
  const clock = '[Container] 2026/11/20 08:58:01.345678';
  const round = `${clock} Entering phase BUILD\n${clock} Running command echo x\nx\n${clock} Command did not exit successfully echo x exit status 1\n${clock} Phase context status code: COMMAND_EXECUTION_ERROR Message: x\n`;
  return Buffer.from(round.repeat(Math.ceil(bytes / round.length)));
}

/** Peak memory, in MB, of the command line reading a log file of one megabyte and one of a gigabyte, of such lines. */
export function measureMemory(megabyte = makeLog(MB), most = 1024): { small: number; large: number } {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  const peak = (megabytes: number) => {
    const path = join(folder, `${megabytes}.log`);
    const file = openSync(path, 'w');
    for (let i = 0; i < megabytes; i++) writeSync(file, megabyte);
    closeSync(file);
    const cli = new URL('../../handlers/cli.ts', import.meta.url).pathname;
    const { stderr } = spawnSync(
      process.execPath,
      [...FLAGS, '--import', TELL_PEAK, cli, 'diagnose', '--json', path],
      {
        encoding: 'utf8',
        maxBuffer: 16 * MB,
      },
    );
    return Number(stderr.trim().split('\n').at(-1)) / 1024;
  };
  const measured = { small: peak(1), large: peak(most) };
  rmSync(folder, { recursive: true });
  return measured;
}
