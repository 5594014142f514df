import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addDiagnose } from './cli-diagnose.ts';
import { addDigest } from './cli-digest.ts';
import { addSignatures } from './cli-signatures.ts';
import { addSweep } from './cli-sweep.ts';
import { addTestSignatures } from './cli-test-signatures.ts';

const USAGE_ERROR = 2;
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('faultline')
  .description(
    'Finds the line that broke an AWS CodeBuild build, says why, and gives the command that fixes it.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError()
  .addHelpText(
    'after',
    '\nExit codes: 0 diagnosed, or nothing wrong; 1 a target could not be read; 2 usage; 3 a cause is unknown.',
  );
for (const add of [addDiagnose, addSignatures, addTestSignatures, addDigest, addSweep]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
}
