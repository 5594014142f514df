import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

/** The parts of setup that can run alone. */
export type Part = 'secrets' | 'deploy' | 'test';

export interface SetupOptions {
  region?: string;
  stage: string;
  stack?: string;
  channel?: string;
  param: Record<string, string>;
  only?: Part;
  deployWith: 'osls' | 'serverless';
  overwrite?: true;
  ignorePermissions?: true;
  skipTest?: true;
  yes?: true;
  dryRun?: true;
}

const HELP = `
What is asked for and where else it can come from:
  the region          --region, AWS_REGION, or the profile
  the channel         --channel, or that of the last deployment
  the bot token       SLACK_BOT_TOKEN in the environment, or what is stored; never an option, which others could read
  the signing secret  SLACK_SIGNING_SECRET in the environment, or what is stored
  whether to go on    --yes

Run again, it goes on: what is stored stays unless you say otherwise, and settings of the last deployment are kept.
Exit codes: 0 all is done; 1 something could not be done; 2 usage, or an answer is missing and there is no terminal.`;

/** Takes the arguments; returns the options, or the exit code where there is nothing to do. */
export function parseSetupOptions(args: readonly string[]): SetupOptions | number {
  const program = createProgram();
  try {
    program.parse(args, { from: 'user' });
    return program.opts<SetupOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

function createProgram(): Command {
  return new Command('setup')
    .description(
      'Installs Faultline: Slack app, secrets, deployment, a test failure. Says what it will change, and asks, before it changes anything.',
    )
    .option('--region <region>', 'where to deploy')
    .option('--stage <stage>', 'the stage to deploy', 'prod')
    .option('--stack <name>', 'a stack that is there already; for --only secrets and --only test')
    .option('--channel <id>', 'where messages go, such as C0123456789')
    .option('--param <name=value>', 'a setting of serverless.yml; may be repeated', addParam, {})
    .addOption(new Option('--only <part>', 'do one part alone').choices(['secrets', 'deploy', 'test']))
    .addOption(
      new Option('--deploy-with <program>', 'what deploys').choices(['osls', 'serverless']).default('osls'),
    )
    .option('--overwrite', 'replace the secrets that are stored')
    .option('--ignore-permissions', 'go on though IAM says that something will be refused')
    .option('--skip-test', 'send no test failure')
    .option('--yes', 'change what the plan says without asking')
    .addOption(new Option('--dry-run', 'print the commands instead, and ask nobody anything'))
    .addOption(new Option('--print', 'the same as --dry-run').implies({ dryRun: true }))
    .addHelpText('after', HELP)
    .showHelpAfterError()
    .exitOverride();
}

function addParam(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It should be name=value.');
  return { ...before, [name]: value };
}
