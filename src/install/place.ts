import { getDefaultRegion } from '../aws.ts';
import { findRegion } from '../config.ts';
import { ConfigurationError } from '../errors.ts';

/** Where serverless.yml deploys to when nobody names a region. */
export const DEFAULT_REGION = 'eu-central-1';

/** The stack of docs/install-cloudformation.md. */
export const PLAIN_STACK = 'faultline';

/** The stack that both frameworks make of a stage. */
export function getStackName(stage: string): string {
  return `faultline-${stage}`;
}

/** The stage of a stack that a framework made; undefined for any other. */
export function findStage(stackName: string): string | undefined {
  return /^faultline-(.+)$/.exec(stackName)?.[1];
}

/** The region given, else the shell's, else the profile's, else the default of the deployment. Throws for one that is none. */
export async function findInstallRegion(given?: string): Promise<string> {
  if (given !== undefined && !/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(given))
    throw new ConfigurationError('--region', `should be a region such as eu-central-1, it is "${given}"`);
  return given ?? findRegion() ?? (await getDefaultRegion().catch(() => DEFAULT_REGION));
}
