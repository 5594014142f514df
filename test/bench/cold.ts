import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFunctions } from '../../src/deploy/functions.ts';
import { startAws } from '../sandbox/aws/index.ts';
import { signSlashCommand, startSlack } from '../sandbox/slack/index.ts';
import { bundleBeside } from './bundles.ts';
import { forkWorker } from './fork-worker.ts';

export interface Cold {
  name: string;
  kilobytes: number;
  packedKilobytes: number;
  /** Processor time of its import, in milliseconds. */
  milliseconds: number;
  bareMilliseconds: number;
  ratio: number;
}

/** Prints the processor time that the import takes: of a machine that others use, the clock on the wall says little. */
const TIME_IMPORT =
  'const before=process.cpuUsage();await import(process.argv[1]);const{user,system}=process.cpuUsage(before);console.log((user+system)/1000);process.exit(0)';

function timeImport(file: string): number {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--input-type=module', '-e', TIME_IMPORT, file],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${file} cannot be imported: ${stderr}`);
  return Number(stdout);
}

/**
 * Each handler's bundle, imported by fresh processes in turn with one of the bare clients that it imports: the median of
 * some runs.
 */
export async function measureCold(runs = 11): Promise<Cold[]> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  const measured: Cold[] = [];
  for (const { name, entry } of listFunctions()) {
    const { own, bare } = await bundleBeside(entry, folder);
    const pairs = Array.from({ length: runs }, () => [timeImport(own.file), timeImport(bare.file)] as const);
    const milliseconds = getMedian(pairs.map(([first]) => first));
    const bareMilliseconds = getMedian(pairs.map(([, second]) => second));
    const { kilobytes, packedKilobytes } = own;
    const ratio = milliseconds / bareMilliseconds;
    measured.push({ name, kilobytes, packedKilobytes, milliseconds, bareMilliseconds, ratio });
  }
  rmSync(folder, { recursive: true });
  return measured;
}

function getMedian(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Seconds from the start of a process to the answer to its first `/diagnose`: the median of some. */
export async function measureFirstAnswer(runs = 5): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  const { own } = await bundleBeside('handlers/slack', folder);
  const [aws, slack] = await Promise.all([startAws(), startSlack()]);
  Object.assign(process.env, aws.environment, slack.environment, { POWERTOOLS_LOG_LEVEL: 'SILENT' });
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) {
    const text = `project/run-${run}`;
    const start = performance.now();
    const worker = await forkWorker(own.file);
    await worker.handle(
      signSlashCommand({ command: '/diagnose', text, responseUrl: slack.createResponseUrl() }),
    );
    taken.push((performance.now() - start) / 1000);
    worker.stop();
  }
  await Promise.all([aws.stop(), slack.stop()]);
  rmSync(folder, { recursive: true });
  return getMedian(taken);
}
