import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { listFunctions, ROOT } from '../../src/deploy/functions.ts';
import { type Template, templateSchema } from './stack.ts';

export interface Package {
  template: Template;
  /** The template as it was written. */
  text: string;
  /** Folder of each function's unpacked zip, by the id of its resource. */
  folders: Record<string, string>;
}

/** What `npm run package` makes, into a folder of its own; without network, account or settings of the shell. */
export function makePackage(): Package {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-package-'));
  const env = { PATH: process.env.PATH, HOME: folder, SLS_TELEMETRY_DISABLED: '1', CI: '1' };
  const osls = join(ROOT, 'node_modules', 'osls', 'bin', 'serverless.js');
  execFileSync(process.execPath, [osls, 'package', '--package', folder], { cwd: ROOT, env, stdio: 'pipe' });
  const text = readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
  rmSync(folder, { recursive: true });
  const folders = listFunctions().map(({ name, artifact }) => [
    `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`,
    unpack(join(ROOT, artifact)),
  ]);
  return { template: templateSchema.parse(JSON.parse(text)), text, folders: Object.fromEntries(folders) };
}

/** Into an empty folder, with nothing above it that a module could be found in. */
export function unpack(zip: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-task-'));
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
