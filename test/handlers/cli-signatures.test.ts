import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { openSignatureFile, tryOnLog } from '../../src/terminal/test-signatures.ts';
import { makeEntry, writeEntry } from '../own-signatures/make-file.ts';
import { runCli } from './run-cli.ts';

const builtIn = { signatures, literals };
const folder = mkdtempSync(join(tmpdir(), 'faultline-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const run = (args: string[], own = '') =>
  runCli(args, { HOME: folder, AWS_REGION: 'eu-central-1', FAULTLINE_SIGNATURES: own });

const agent = (text: string) => `[Container] 2026/11/20 09:16:05.772757 ${text}`;
const log = put(
  'build.log',
  [
    agent('Entering phase INSTALL'),
    agent('Running command npm ci'),
    'quota server q1 does not answer',
    agent('Phase complete: INSTALL State: SUCCEEDED'),
    agent('Entering phase BUILD'),
    agent('Running command npm run build'),
    'license server lic1.example does not answer',
    'disk server d1 does not answer',
    'npm ERR! code ELIFECYCLE',
    'proxy server p1 does not answer',
    agent('Command did not exit successfully npm run build exit status 1'),
    agent('Phase complete: BUILD State: FAILED'),
    agent('Entering phase POST_BUILD'),
    agent('Running command echo done'),
    'late server l1 does not answer',
  ].join('\n'),
);
const file = put(
  'signatures.yml',
  stringify({
    signatures: [
      makeEntry('license', { above: ['npm-script-failed', 'proxy'] }),
      makeEntry('proxy'),
      makeEntry('disk', { phases: ['POST_BUILD'] }),
      makeEntry('quota', { confidence: 'low' }),
      makeEntry('late', { confidence: 'medium' }),
      makeEntry('twofold', {
        patterns: [{ line: 'disk server (?P<host>\\S+)', near: { line: 'never said', within: 2 } }],
        samples: { matches: ['disk server d1\nnever said'], not: ['disk server d1'] },
      }),
      makeEntry('yarn', {
        patterns: ['proxy server (?P<host>\\S+) does'],
        tools: ['yarn'],
        samples: { matches: ['proxy server a does'], not: ['proxy'] },
      }),
      makeEntry('absent'),
      makeEntry('second', {
        patterns: ['disk server (?P<host>\\S+) does not'],
        samples: { matches: ['disk server a does not'], not: ['disk'] },
      }),
    ],
    mute: ['npm-script-failed'],
  }),
);

describe('faultline test-signatures', () => {
  it('says which signature wins on a log, and why each other did not', async () => {
    const known = await openSignatureFile(file, builtIn);
    if (known.kind === 'broken') throw new Error(known.errors.join('\n'));
    const outcome = await tryOnLog(log, known, builtIn, process.stdin);
    if ('error' in outcome) throw new Error(outcome.error.message);
    expect(outcome).toMatchObject({ input: log, cause: 'license', isOwn: true, line: 7, confidence: 'high' });
    const verdicts = outcome.signatures.map(({ cause, verdict, line }) => [cause, [verdict, line]]);
    expect(Object.fromEntries(verdicts)).toEqual({
      license: ['wins', 7],
      second: ['ranked-lower', 8],
      proxy: ['stands-under', 10],
      disk: ['other-phase', 8],
      yarn: ['other-command', 10],
      twofold: ['no-second-line', 8],
      quota: ['symptom-elsewhere', 3],
      late: ['after-the-failure', 15],
      absent: ['no-match', undefined],
      'npm-script-failed': ['muted', 9],
    });
  });

  it('says it for people, in words, or as an object a line', async () => {
    const [{ stdout }, { objects }] = await Promise.all([
      run(['test-signatures', file, log]),
      run(['test-signatures', '--json', file, log]),
    ]);
    expect(objects()).toEqual([
      { input: file, signatures: expect.arrayContaining(['license']), muted: ['npm-script-failed'] },
      expect.objectContaining({ input: log, cause: 'license', signatures: expect.any(Array) }),
    ]);
    expect(stdout).toContain('9 signatures, 1 muted; all samples are as they should be.');
    expect(stdout).toMatch(/✔ license +wins by line 7\. Confidence high/);
    expect(stdout).toMatch(/disk +line 8 matches, but in the phase BUILD/);
    expect(stdout).toMatch(/yarn +line 10 matches, but in the output of another command: npm run build/);
    expect(stdout).toMatch(/npm-script-failed +the file mutes it/);
  });

  it.each<[string, () => string[], number, RegExp]>([
    [
      'a log that nothing explains',
      () => [file, put('odd.log', 'the widget is gone')],
      3,
      /no signature wins/,
    ],
    ['a log that is not there', () => [file, '/nowhere.log', log], 1, /There is no file \/nowhere\.log/],
    [
      'a broken file',
      () => [put('bad.yml', writeEntry({ titel: 'x' }))],
      1,
      /bad\.yml:\d+:\d+ signatures\[0\]\.titel: is no field here/,
    ],
    ['no file', () => [], 2, /missing required argument/],
  ])('exits as documented for %s', async (_what, args, code, words) => {
    const ran = await run(['test-signatures', ...args()]);
    expect([ran.code, ran.stdout + ran.stderr]).toEqual([code, expect.stringMatching(words)]);
  });
});

describe('FAULTLINE_SIGNATURES on the command line', () => {
  it('counts in diagnose', async () => {
    const { code, objects } = await run(['diagnose', '--json', log], file);
    expect([code, objects()[0]]).toEqual([
      0,
      expect.objectContaining({
        cause: 'license',
        family: 'own',
        facts: { host: 'lic1.example' },
        explanation: 'The server lic1.example does not answer.',
        fix: [expect.objectContaining({ command: 'ping -c 3 lic1.example' })],
        notes: [],
      }),
    ]);
  });

  it('takes nothing away when it is broken, and says so in the report and beside it', async () => {
    const known = put(
      'known.log',
      "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'r.txt'",
    );
    const { code, stderr, objects } = await run(
      ['diagnose', '--json', known],
      put('bad.yml', 'signatures: 5'),
    );
    expect([code, objects()[0]]).toEqual([
      0,
      expect.objectContaining({
        cause: 'requirements-file-missing',
        notes: [expect.stringContaining('only the built-in signatures count')],
      }),
    ]);
    expect(stderr).toMatch(/bad\.yml:1:13 signatures: should be a list/);
  });

  it('is told from an error in the setting itself', async () => {
    const { code, stderr } = await run(['diagnose', log], 'https://x');
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('FAULTLINE_SIGNATURES should be a YAML file'),
    ]);
  });

  it('is listed and shown, marked as your own', async () => {
    const [list, one] = await Promise.all([run(['signatures'], file), run(['signatures', 'license'], file)]);
    expect(list.stdout).toMatch(/license +The license server is down +\(your own\)/);
    expect(list.stdout).not.toMatch(/^npm-script-failed/m);
    expect(one.stdout).toContain('license, family own, your own');
  });
});
