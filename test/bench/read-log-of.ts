/** Run by memory.ts: reads a log of so many megabytes as it would come from a file, prints the peak memory in bytes. */
import { signatures } from '../../diagnostics/index.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';
import { makeLog } from './make-log.ts';

const piece = makeLog(1024 * 1024);
async function* repeat(times: number): AsyncIterable<Uint8Array> {
  for (let i = 0; i < times; i++) yield piece;
}
await troubleshoot(
  undefined,
  { chunks: repeat(Number(process.argv[2])), notes: [] },
  { catalogue: compileCatalogue(signatures) },
);
console.log(process.resourceUsage().maxRSS * 1024);
