import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { FaultlineError } from '../errors.ts';
import type { BuiltIn } from '../own-signatures/read-signatures.ts';
import { connectInstallation } from './clients.ts';
import { examineInstallation } from './doctor.ts';
import type { Finding } from './finding.ts';
import { findInstallRegion, getStackName } from './place.ts';
import { renderFindings } from './render-findings.ts';
import { createSpinner } from './spinner.ts';

interface Options {
  region?: string;
  stage: string;
  stack?: string;
  timeout: string;
  json?: true;
  verbose?: true;
}

const USAGE_ERROR = 2;
const DEFAULT_WIDTH = 100;

/** Takes the arguments and the built-in signatures; prints the findings. Returns the exit code. */
export async function runDoctor(args: readonly string[], builtIn: BuiltIn): Promise<number> {
  const program = createProgram();
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE_ERROR;
  }
  const options = program.opts<Options>();
  const findings = await examine(options, builtIn).catch((error: unknown) => {
    if (!(error instanceof FaultlineError)) throw error;
    console.error(error.message);
    return undefined;
  });
  if (!findings) return USAGE_ERROR;
  print(findings, options);
  const isBroken = findings.some(({ state }) => state === 'broken');
  return isBroken || findings.every(({ state }) => state === 'unknown') ? 1 : 0;
}

function createProgram(): Command {
  return new Command('doctor')
    .description(
      'Finds what is wrong with an installation of Faultline, and says how to repair it. Changes nothing: to see whether it may post to a channel whose state it may not read, it schedules a message for a day far ahead and takes it back.',
    )
    .option('--region <region>', "where Faultline is deployed; the shell's own by default")
    .option('--stage <stage>', 'the stage that was deployed', 'prod')
    .option('--stack <name>', 'the name of the stack, if it is not faultline-STAGE')
    .option('--timeout <seconds>', 'how long each examination may take', '20')
    .option('--verbose', 'list what is fine too')
    .option('--json', 'print one JSON object: {"findings": [{check, about, state, detail, fix}]}')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing is broken; 1 something is, or nothing could be examined; 2 usage.\nWithout a stack, what the environment names is examined: FAULTLINE_TABLE, SLACK_CHANNEL, SLACK_BOT_TOKEN_PARAMETER ...',
    )
    .showHelpAfterError()
    .exitOverride();
}

async function examine(
  { region, stage, stack, timeout, json }: Options,
  builtIn: BuiltIn,
): Promise<Finding[]> {
  const spinner = createSpinner('', json === true).start();
  try {
    return await examineInstallation(connectInstallation(await findInstallRegion(region)), {
      stackName: stack ?? getStackName(stage),
      limit: Number(timeout) * 1000 || 20_000,
      builtIn,
      now: () => new Date(),
      onProgress: (text) => {
        spinner.text = text;
      },
    });
  } finally {
    spinner.stop();
  }
}

function print(findings: readonly Finding[], { json, verbose }: Options): void {
  if (json) {
    console.log(JSON.stringify({ findings }, null, 2));
    return;
  }
  const width = process.stdout.columns ?? DEFAULT_WIDTH;
  console.log(
    renderFindings(findings, { isColored: pc.isColorSupported, width, isVerbose: verbose === true }),
  );
}
