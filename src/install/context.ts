import type { Environment } from '../config.ts';
import { quote, type RawShell, raw } from '../fix/shell.ts';
import type { BuiltIn } from '../own-signatures/read-signatures.ts';
import type { InstallClients } from './clients.ts';
import type { Installation } from './find-installation.ts';
import type { Secrets } from './read-secrets.ts';
import type { SlackAccess } from './slack-access.ts';

/** What the examinations work with. */
export interface Context {
  clients: InstallClients;
  installation: Installation;
  /** The settings that count: those of the functions, else of this process. */
  settings: Environment;
  secrets: Secrets;
  slack: SlackAccess;
  /** Another Slack than the real one. */
  slackApiUrl: string | undefined;
  /** What the functions know without a file of the team's own. */
  builtIn: BuiltIn;
  /** The scopes that the manifest asks for. */
  scopes: readonly string[];
  now: () => Date;
}

/** `--region eu-central-1`, for the commands of a fix. */
export function inRegion({ installation }: Pick<Context, 'installation'>): RawShell {
  return raw(`--region ${quote(installation.region)}`);
}

/** `npm run setup` for this stack, or a part of it. */
export function setupCommand(
  { installation }: Pick<Context, 'installation'>,
  only?: 'secrets' | 'deploy' | 'test',
): string {
  const { region, stackName } = installation;
  const stage = /^faultline-(.+)$/.exec(stackName)?.[1];
  const options = [
    ...(only ? ['--only', only] : []),
    '--region',
    quote(region),
    ...(stage && stage !== 'prod' ? ['--stage', quote(stage)] : []),
  ];
  return `npm run setup -- ${options.join(' ')}`;
}
