import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Command, CommanderError } from 'commander';
import ora from 'ora';
import pc from 'picocolors';
import { signatures } from '../diagnostics/index.ts';
import literals from '../diagnostics/literals.json' with { type: 'json' };
import { connectAws, getDefaultRegion } from '../src/aws.ts';
import {
  findOwnAccount,
  findRegion,
  getAwsEndpoint,
  getMemberSettings,
  getTableName,
} from '../src/config.ts';
import { connectTools } from '../src/connect-tools.ts';
import { FaultlineError } from '../src/errors.ts';
import { openTable } from '../src/history/table.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import { connectMembers } from '../src/members.ts';
import {
  diagnoseTarget,
  explain,
  type Outcome,
  type Surroundings,
} from '../src/terminal/diagnose-targets.ts';
import { type DigestOptions, runDigest } from '../src/terminal/digest-command.ts';
import { renderReport } from '../src/terminal/render-report.ts';
import { renderSignature, renderSignatureList } from '../src/terminal/render-signatures.ts';

const USAGE_ERROR = 2;
const isColored = pc.isColorSupported;
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

function getSurroundings(shouldCheck: boolean): Surroundings {
  const catalogue = compileCatalogue(signatures, literals);
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

/** Prints each answer as it comes. Returns the exit code. */
async function diagnose(
  targets: readonly string[],
  { json, checks }: { json?: boolean; checks: boolean },
): Promise<number> {
  const surroundings = getSurroundings(checks);
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

function print(outcome: Outcome, isJson: boolean): void {
  if (isJson)
    console.log(JSON.stringify('report' in outcome ? { input: outcome.input, ...outcome.report } : outcome));
  else if ('report' in outcome) console.log(renderReport(outcome.input, outcome.report, isColored));
  else console.error(`${outcome.input}: ${outcome.error.message}`);
}

function showSignatures(id: string | undefined): number {
  if (id === undefined) {
    console.log(renderSignatureList(signatures, isColored));
    return 0;
  }
  const signature = signatures.find((s) => s.id === id);
  if (signature) console.log(renderSignature(signature, isColored));
  else console.error(`There is no signature ${id}; \`faultline signatures\` lists them all.`);
  return signature ? 0 : 1;
}

/** Usage errors are told from a history that cannot be read by the codes of `runDigest`'s own checks. */
async function showDigest(options: DigestOptions): Promise<number> {
  try {
    const table = openTable(new DynamoDBClient(), getTableName());
    console.log(await runDigest(table, options, { now: new Date(), isColored }));
    return 0;
  } catch (error) {
    console.error(explain(error).message);
    const isUsage = error instanceof FaultlineError && /^invalid-/.test(error.code);
    return isUsage ? USAGE_ERROR : 1;
  }
}

/** What the sweep of the deployment does, from here. */
async function sweepNow(): Promise<number> {
  try {
    // Only here: it needs Slack and the table, which a diagnosis does not.
    const [{ getDesk }, { sweep }] = await Promise.all([import('./desk.ts'), import('../src/sweep.ts')]);
    const told = await sweep(await getDesk(), findRegion() ?? (await getDefaultRegion()));
    console.log(`${told} failed ${told === 1 ? 'build' : 'builds'} told that no message had told of.`);
    return 0;
  } catch (error) {
    console.error(explain(error).message);
    return 1;
  }
}

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
  .action(async (targets: string[], options: { json?: boolean; checks: boolean }) => {
    process.exitCode = await diagnose(targets, options);
  });
program
  .command('signatures')
  .description('list all that Faultline knows, or show one')
  .argument('[id]', 'the id of a signature')
  .action((id: string | undefined) => {
    process.exitCode = showSignatures(id);
  });
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
program
  .command('sweep')
  .description('tell in Slack what failed in the last day and no message told of')
  .action(async () => {
    process.exitCode = await sweepNow();
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
}
