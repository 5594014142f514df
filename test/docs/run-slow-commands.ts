import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findHolding } from './command-classes.ts';
import { listCommands } from './page-commands.ts';
import { ROOT } from './pages.ts';

/** `npm run docs:commands`: runs what the pages tell to run and no test has time for, in a copy of the checkout. */

const LEFT = new Set(['node_modules', '.git', '.build', '.serverless', '.local']);
const copy = mkdtempSync(join(tmpdir(), 'faultline-docs-'));
const slow = listCommands().filter(({ command }) => findHolding(command)?.kind === 'slow');
let failed = 0;
try {
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => !LEFT.has(relative(ROOT, path).split('/')[0] ?? ''),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const { page, command } of slow) {
    const started = Date.now();
    const ran = spawnSync('sh', ['-c', command.replace('<family>', 'iam')], { cwd: copy, encoding: 'utf8' });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${ran.status === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s  ${command}  (${page})`);
    if (ran.status === 0) continue;
    failed += 1;
    console.log(`${ran.stdout}${ran.stderr}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.exitCode = slow.length > 0 && failed === 0 ? 0 : 1;
