import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Environment } from '../../config.ts';
import type { Caller } from '../checks/identity.ts';
import type { InstallClients } from '../clients.ts';
import type { Manifest } from '../manifest.ts';
import type { DeploymentFile } from './deployment-file.ts';
import type { SetupOptions } from './options.ts';
import type { Talk } from './talk.ts';

/** What the steps of setup work with. */
export interface Work {
  options: SetupOptions;
  talk: Talk;
  clients: InstallClients;
  caller: Caller;
  stackName: string;
  /** As it was before anything was done. */
  stack: Stack | undefined;
  file: DeploymentFile;
  manifest: Manifest;
  /** Names of the parameters, as the deployment has or will have them. */
  names: { botToken: string; signingSecret: string };
  kmsKey: string | undefined;
  environment: Environment;
  slackApiUrl: string | undefined;
  now: () => Date;
}
