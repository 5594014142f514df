import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Command } from 'commander';
import pc from 'picocolors';
import { getTableName } from '../src/config.ts';
import { FaultlineError } from '../src/errors.ts';
import { openTable } from '../src/history/table.ts';
import { explain } from '../src/terminal/diagnose-targets.ts';
import { type DigestOptions, runDigest } from '../src/terminal/digest-command.ts';

const USAGE_ERROR = 2;

/** `digest` */
export function addDigest(program: Command): void {
  program
    .command('digest')
    .description('sum up the failures of the last days, from the history in the table FAULTLINE_TABLE')
    .option('--since <days>', 'how far back, in days or weeks: 7d, 4w', '7d')
    .option('--timezone <name>', "where days begin and end, such as Europe/Berlin; this machine's by default")
    .option('--json', 'print one JSON object')
    .option('--html <file>', 'write a page that needs nothing but itself')
    .action(async (options: DigestOptions) => {
      process.exitCode = await showDigest(options);
    });
}

/** Usage errors are told from a history that cannot be read by the codes of `runDigest`'s own checks. */
async function showDigest(options: DigestOptions): Promise<number> {
  try {
    const table = openTable(new DynamoDBClient(), getTableName());
    console.log(await runDigest(table, options, { now: new Date(), isColored: pc.isColorSupported }));
    return 0;
  } catch (error) {
    console.error(explain(error).message);
    const isUsage = error instanceof FaultlineError && /^invalid-/.test(error.code);
    return isUsage ? USAGE_ERROR : 1;
  }
}
