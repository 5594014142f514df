import type { Environment } from '../config.ts';
import { quote, type RawShell, raw, sh } from '../fix/shell.ts';
import type { BuiltIn } from '../own-signatures/read-signatures.ts';
import type { InstallClients } from './clients.ts';
import type { Installation } from './find-installation.ts';
import { findStage } from './place.ts';
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

/**
 * `npm run setup` for this stack, or a part of it. A stack that no framework made is deployed as
 * docs/install-cloudformation.md has it.
 */
export function setupCommand(
  { installation }: Pick<Context, 'installation'>,
  only?: 'secrets' | 'deploy' | 'test',
  params: Readonly<Record<string, string>> = {},
): string {
  const { region, stackName, stack } = installation;
  const stage = findStage(stackName);
  const given = Object.entries(params);
  if (only === 'deploy' && stage === undefined) {
    // Its parameters are called as the params, with a capital.
    const overrides = given.map(([name, value]) => `${name[0]?.toUpperCase()}${name.slice(1)}=${value}`);
    const settings = overrides.length > 0 ? ['--parameter-overrides', ...overrides] : [];
    return sh`aws cloudformation deploy ${['--template-file', '.build/faultline.packaged.yml', '--stack-name', stackName, '--capabilities', 'CAPABILITY_IAM', '--region', region, ...settings]}`;
  }
  const options = [
    ...(only ? ['--only', only] : []),
    ...['--region', region],
    ...(stage !== undefined && stage !== 'prod' ? ['--stage', stage] : []),
    ...(stage === undefined && stack ? ['--stack', stackName] : []),
    ...given.flatMap(([name, value]) => ['--param', `${name}=${value}`]),
  ];
  return sh`npm run setup -- ${options}`;
}
