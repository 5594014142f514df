import { runSetupCommand } from '../src/install/setup-command.ts';

/** `npm run setup`: installs Faultline in an AWS account and a Slack workspace. */
process.exitCode = await runSetupCommand(process.argv.slice(2));
