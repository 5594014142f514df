import type { Command } from 'commander';
import ora from 'ora';
import pc from 'picocolors';
import { connectAws, getDefaultRegion } from '../src/aws.ts';
import { findOwnAccount, findRegion, getAwsEndpoint, getMemberSettings } from '../src/config.ts';
import { connectTools } from '../src/connect-tools.ts';
import { connectMembers } from '../src/members.ts';
import { diagnoseTarget, type Outcome, type Surroundings } from '../src/terminal/diagnose-targets.ts';
import { renderReport } from '../src/terminal/render-report.ts';
import { getKnown } from './catalogue.ts';
import { fail, warn } from './cli-fail.ts';

interface DiagnoseOptions {
  json?: boolean;
  checks: boolean;
}

/** `diagnose TARGET...` */
export function addDiagnose(program: Command): void {
  program
    .command('diagnose')
    .description('say what broke and how to fix it')
    .argument(
      '<target...>',
      'a log file, - for standard input, a build id, a build ARN, a console URL, or project/NAME for its latest failed build',
    )
    .option('--json', 'print one JSON object a line')
    .option('--no-checks', 'do not ask the account whether the diagnosis is right')
    .addHelpText(
      'after',
      '\nExamples:\n  faultline diagnose build.log\n  faultline diagnose flask-app:0b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d\n  faultline diagnose project/flask-app --json\n  aws logs tail /aws/codebuild/flask-app | faultline diagnose -',
    )
    .action(async (targets: string[], options: DiagnoseOptions) => {
      process.exitCode = await diagnose(targets, options).catch(fail);
    });
}

/** Prints each answer as it comes. Returns the exit code. */
async function diagnose(targets: readonly string[], { json, checks }: DiagnoseOptions): Promise<number> {
  const surroundings = await getSurroundings(checks);
  const outcomes: Outcome[] = [];
  for (const target of targets) {
    const spinner = ora({
      stream: process.stderr,
      isSilent: !process.stderr.isTTY,
      text: `Reading ${target}`,
    }).start();
    const found = await diagnoseTarget(target, surroundings);
    spinner.stop();
    for (const outcome of found) print(outcome, json === true);
    outcomes.push(...found);
  }
  if (outcomes.some((outcome) => 'error' in outcome)) return 1;
  return outcomes.some((outcome) => 'report' in outcome && outcome.report.cause === 'unknown') ? 3 : 0;
}

async function getSurroundings(shouldCheck: boolean): Promise<Surroundings> {
  const { catalogue } = await getKnown(warn);
  const home = { account: findOwnAccount(), region: findRegion() };
  const findCredentials = connectMembers(getMemberSettings(), home);
  const connect = connectAws({ endpoint: getAwsEndpoint(), findCredentials });
  return {
    stdin: process.stdin,
    aws: async (region, account) =>
      connect({ account, region: region ?? findRegion() ?? (await getDefaultRegion()) }),
    tools: (aws) => (aws && shouldCheck ? connectTools(catalogue, aws) : { catalogue }),
  };
}

function print(outcome: Outcome, isJson: boolean): void {
  if (isJson)
    console.log(JSON.stringify('report' in outcome ? { input: outcome.input, ...outcome.report } : outcome));
  else if ('report' in outcome) console.log(renderReport(outcome.input, outcome.report, pc.isColorSupported));
  else console.error(`${outcome.input}: ${outcome.error.message}`);
}
