import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMarkedLogs } from '../diagnostics/marked-log.ts';
import { addToIndex } from './add-to-index.ts';
import { generalise } from './generalise.ts';

const root = new URL('../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'faultline-new-'));
const LOG = `[Container] 2026/11/20 09:16:05.772757 Entering phase BUILD
[Container] 2026/11/20 09:16:05.826202 Running command acme build
acme: reading licence 'AC-17' from licences.acme.example
acme: fatal: licence 'AC-17' expired 12 days ago
npm ERR! code ELIFECYCLE
[Container] 2026/11/20 09:16:07.123456 Command did not exit successfully acme build exit status 3
[Container] 2026/11/20 09:16:07.133456 Phase complete: BUILD State: FAILED
`;

beforeAll(() => {
  const parts = ['src', 'diagnostics', 'package.json', 'tsconfig.json', 'biome.json', '.gitignore'];
  for (const part of [...parts, 'test/diagnostics', 'test/new-signature', 'test/logs/other'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'build.log'), LOG);
});
afterAll(() => rmSync(copy, { recursive: true }));

const run = (command: string, args: string[]) =>
  promisify(execFile)(command, args, { cwd: copy }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
const read = (path: string) => readFileSync(join(copy, path), 'utf8');

describe('npm run new-signature', () => {
  it('writes a signature that wins its log, in types and style of the others', {
    timeout: 120_000,
  }, async () => {
    const made = await run(process.execPath, [
      'test/new-signature/run.ts',
      'build.log',
      ...['--line', '4', '--id', 'acme-licence-expired', '--fix', 'acme renew {name}', '--no-tests'],
    ]);
    expect(made.stdout + made.stderr).toContain('acme-licence-expired wins its log.');
    expect(read('diagnostics/other/acme-licence-expired.ts')).toContain(
      "patterns: [/acme: fatal: licence '(?<name>[^']+)' expired \\d+ days ago/],\n  above: ['npm-script-failed'],",
    );
    const logs = parseMarkedLogs(read('test/logs/other/acme-licence-expired.log'));
    expect(logs.map(({ kind }) => kind)).toEqual(['wins', 'not', 'not']);
    expect(logs[0]?.marked).toContain("▶ acme: fatal: licence '⟦name=AC-17⟧' expired 12 days ago");
    expect(JSON.parse(read('diagnostics/literals.json'))).toHaveProperty([
      "/acme: fatal: licence '(?<name>[^']+)' expired \\d+ days ago/",
    ]);
    expect(read('diagnostics/other/index.ts')).toContain('[acmeLicenceExpired, ');
    const style = await run('node_modules/.bin/biome', ['check', 'diagnostics/other']);
    expect(style.stdout + style.stderr).toContain('No fixes applied.');
    const project = { extends: './tsconfig.json', include: ['diagnostics/other'] };
    writeFileSync(join(copy, 'tsconfig.other.json'), JSON.stringify(project));
    const types = await run('node_modules/.bin/tsc', ['-p', 'tsconfig.other.json']);
    expect(types.stdout).toBe('');
  });

  it.each<[string, string[], RegExp]>([
    [
      'an id that is taken',
      ['--line', '4', '--id', 'quality-gate-failed'],
      /There is a signature quality-gate-failed already/,
    ],
    [
      'a fact that the line has not',
      ['--line', '4', '--id', 'x', '--fix', 'a {b}'],
      /The fix asks for \{b\}; the line has \{name\}/,
    ],
  ])('writes nothing for %s', async (_what, args, words) => {
    const { stderr } = await run(process.execPath, ['test/new-signature/run.ts', 'build.log', ...args]);
    expect(stderr).toMatch(words);
  });
});

describe('a line, generalised', () => {
  it.each<[string, string, string[]]>([
    ["Cannot open '/etc/app.conf' (errno 13)", "Cannot open '(?<name>[^']+)' \\(errno \\d+\\)", ['name']],
    [
      'GET https://repo.example.com/a/b failed: 503',
      'GET (?<url>https?:\\/\\/[^\\s\'",)]+) failed: \\d+',
      ['url'],
    ],
    ['src/main.c:12:3: odd', '(?<path>[^\\s\'",:;)]+):\\d+:\\d+: odd', ['path']],
    ['tool v1.2.3 needs 2.0', 'tool (?<version>v?[\\d.]+) needs v?[\\d.]+', ['version']],
    ['job 3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e is gone', 'job [0-9a-f-]+ is gone', []],
  ])('%s', (line, pattern, facts) => {
    expect(generalise(line)).toEqual({ pattern, facts });
    expect(new RegExp(pattern).test(line)).toBe(true);
  });
});

it('is listed first in an index of one line, or of several', () => {
  const head = "import type { Signature } from '../../src/signature.ts';\nimport a from './a.ts';\n\n";
  expect(addToIndex(`${head}export const other: readonly Signature[] = [a];\n`, 'new-one')).toBe(
    `${head.replace('import a', "import newOne from './new-one.ts';\nimport a")}export const other: readonly Signature[] = [\n  newOne,a];\n`,
  );
});
