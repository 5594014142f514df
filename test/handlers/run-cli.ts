import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { BARE } from '../bare-environment.ts';

const CLI = join(import.meta.dirname, '..', '..', 'handlers', 'cli.ts');

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  /** Standard output, a JSON object a line. */
  objects: () => Record<string, unknown>[];
}

/** Runs the command line as a shell would, in an environment of its own. */
export function runCli(args: readonly string[], environment: NodeJS.ProcessEnv, stdin = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...BARE, ...environment };
    const child = execFile(process.execPath, [CLI, ...args], { env }, (error, stdout, stderr) => {
      const objects = () =>
        stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line));
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr, objects });
    });
    child.stdin?.end(stdin);
  });
}
