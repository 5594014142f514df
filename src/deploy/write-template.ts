import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './functions.ts';
import { getPlainTemplate, renderTemplate } from './plain-template.ts';

/**
 * What `npm run template` runs: bundles the functions and writes the template for plain CloudFormation beside their zips.
 * Needs neither a network nor an account.
 */
const folder = mkdtempSync(join(tmpdir(), 'faultline-template-'));
const osls = join(ROOT, 'node_modules', 'osls', 'bin', 'serverless.js');
execFileSync(process.execPath, [osls, 'package', '--package', folder], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const packaged = readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
rmSync(folder, { recursive: true });
const file = join('.build', 'faultline.template.yml');
writeFileSync(join(ROOT, file), renderTemplate(getPlainTemplate(JSON.parse(packaged))));
console.log(`${file} is written, with the zips of the functions beside it.`);
