import pc from 'picocolors';
import { FaultlineError } from '../errors.ts';
import { parseSetupOptions } from './setup/options.ts';
import { runSetup } from './setup/run-setup.ts';
import { createTalk, SetupError } from './setup/talk.ts';

/** Takes the arguments; installs. Returns the exit code. */
export async function runSetupCommand(args: readonly string[]): Promise<number> {
  const options = parseSetupOptions(args);
  if (typeof options === 'number') return options;
  try {
    await runSetup(options, createTalk());
    return 0;
  } catch (error) {
    // Ctrl-C at a question.
    if (error instanceof Error && error.name === 'ExitPromptError') {
      console.error('\nStopped. Run it again to go on.');
      return 1;
    }
    if (!(error instanceof FaultlineError)) throw error;
    console.error(`${pc.red('✘')} ${error.message}`);
    return error instanceof SetupError ? error.exitCode : 2;
  }
}
