import type { Command } from 'commander';
import pc from 'picocolors';
import { renderTried } from '../src/terminal/render-tried.ts';
import { type LogOutcome, openSignatureFile, tryOnLog } from '../src/terminal/test-signatures.ts';
import { builtIn } from './catalogue.ts';
import { fail, warn } from './cli-fail.ts';

interface TestOptions {
  json?: boolean;
}

/** `test-signatures FILE.yml LOG...` */
export function addTestSignatures(program: Command): void {
  program
    .command('test-signatures')
    .description('check a file of your own signatures with its samples, and say which signature wins on logs')
    .argument('<file>', 'a signatures.yml; docs/writing-signatures.md says what stands in it')
    .argument('[log...]', 'log files, - for standard input')
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      '\nExit codes: 0 the file is good and every log has a cause; 1 the file is broken, or a log could not be read; 3 no signature wins on a log.',
    )
    .action(async (file: string, logs: string[], options: TestOptions) => {
      process.exitCode = await testSignatures(file, logs, options).catch(fail);
    });
}

async function testSignatures(file: string, logs: readonly string[], { json }: TestOptions): Promise<number> {
  const known = await openSignatureFile(file, builtIn);
  if (known.kind === 'broken') {
    if (json)
      console.log(
        JSON.stringify({ input: file, error: { code: 'broken-signatures', errors: known.errors } }),
      );
    else warn(known.errors);
    return 1;
  }
  const { own, muted } = known;
  const summary = { input: file, signatures: own.map(({ id }) => id), muted };
  if (json) console.log(JSON.stringify(summary));
  else console.log(renderSummary(file, own.length, muted.length));
  const outcomes: LogOutcome[] = [];
  for (const log of logs) {
    const outcome = await tryOnLog(log, known, builtIn, process.stdin);
    print(outcome, json === true);
    outcomes.push(outcome);
  }
  if (outcomes.some((outcome) => 'error' in outcome)) return 1;
  return outcomes.some((outcome) => 'cause' in outcome && outcome.cause === 'unknown') ? 3 : 0;
}

function renderSummary(file: string, count: number, muted: number): string {
  const signatures = `${count} ${count === 1 ? 'signature' : 'signatures'}`;
  return `${file}: ${signatures}, ${muted} muted; all samples are as they should be.`;
}

function print(outcome: LogOutcome, isJson: boolean): void {
  if (isJson) console.log(JSON.stringify(outcome));
  else if ('error' in outcome) console.error(`${outcome.input}: ${outcome.error.message}`);
  else console.log(`\n${renderTried(outcome, pc.isColorSupported)}`);
}
