import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BARE } from '../bare-environment.ts';

const run = promisify(execFile);
const STAND_IN = fileURLToPath(new URL('aws-stand-in.ts', import.meta.url));

/**
 * Runs a command of a fix in bash, as a reader who pastes it, with our stand-in for `aws` and no other program.
 * Returns what it prints; throws where it fails.
 */
export async function runFix(command: string, environment: Record<string, string>): Promise<string> {
  const script = `aws() { "$NODE" "$STAND_IN" "$@"; }\n${command}`;
  const env = { ...BARE, ...environment, NODE: process.execPath, STAND_IN, PATH: '/nowhere' };
  const { stdout } = await run('/bin/bash', ['-c', script], { env });
  return stdout;
}
