import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { BARE } from '../bare-environment.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `npm run setup` or `npm run doctor` as a shell does, in an environment of its own, with no terminal. */
export function runHandler(
  name: 'setup' | 'doctor',
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const env = { ...BARE, HOME: '/nowhere', ...environment };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'handlers', `${name}.ts`), ...args],
      { env, cwd: ROOT },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}
