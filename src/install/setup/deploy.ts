import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sh } from '../../fix/shell.ts';
import { SetupError } from './talk.ts';
import type { Work } from './work.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The words of the command that deploys. */
export function getDeployCommand(
  { deployWith, stage }: Work['options'],
  region: string,
  params: Readonly<Record<string, string>>,
): string[] {
  const given = Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  return ['npx', deployWith, 'deploy', '--stage', stage, '--region', region, ...given];
}

/** Deploys, with its output on this terminal. Throws SetupError where it fails. */
export async function deploy(words: readonly string[], { environment }: Work): Promise<void> {
  const [program = 'npx', ...args] = words;
  // What deploys has no business with the secrets.
  const { SLACK_BOT_TOKEN: _, SLACK_SIGNING_SECRET: __, ...env } = environment;
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((error: Error) => {
    throw new SetupError(`${program} could not be started: ${error.message}`);
  });
  if (code !== 0)
    throw new SetupError(
      `The deployment failed (exit code ${code}); above it says why. The secrets are stored: run this again to go on. By hand it is: ${sh`${words}`}`,
    );
}
