import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scenario } from '../sandbox/aws/index.ts';
import { aws, useAws } from '../use-aws.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
const known =
  "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'\n";

function put(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

let failed: Scenario;
useAws();
beforeAll(() => {
  failed = aws.load('requirements-not-found');
});

/** With the local AWS for the account. */
const run = (args: string[], stdin?: string) => runCli(args, { HOME: folder, ...aws.environment }, stdin);

describe('faultline diagnose', () => {
  it('prints cause, fix and evidence of a log file, plain when it is piped', async () => {
    const { code, stdout } = await run(['diagnose', put('build.log', known)]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('requirements-file-missing')]);
    expect(stdout).not.toContain('\u001b');
  });

  it('prints one JSON object a line, in the order of the targets, also for one that cannot be read', async () => {
    const unknown = put('unknown.log', 'the widget is gone\n');
    const { code, objects } = await run([
      'diagnose',
      '--json',
      put('build.log', known),
      '/nowhere/x.log',
      unknown,
    ]);
    expect(objects().map(({ input }) => input)).toEqual([
      join(folder, 'build.log'),
      '/nowhere/x.log',
      unknown,
    ]);
    expect(objects()[0]).toMatchObject({
      build: null,
      cause: 'requirements-file-missing',
      family: 'files',
      confidence: 'high',
      evidence: [{ line: 1, text: known.trim() }],
      excerpt: { from: 1, to: 1 },
      facts: { path: 'requirements.txt' },
      retryable: false,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(objects()[1]).toEqual({
      input: '/nowhere/x.log',
      error: { code: 'file-not-found', message: expect.any(String) },
    });
    expect(objects()[2]).toMatchObject({ cause: 'unknown', confidence: 'low' });
    expect(code).toBe(1);
  });

  it('reads a log from a file, packed too, from standard input, and of a build however it is named', async () => {
    const { id, arn } = failed.record;
    const targets = [
      '-',
      put('build.log.gz', gzipSync(known)),
      id,
      arn,
      `https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/build/${encodeURIComponent(id)}/log?region=eu-central-1`,
      // Its latest failed build.
      'project/flask-app',
    ];
    const { code, objects } = await run(['diagnose', '--json', ...targets], known);
    expect(objects().map(({ input, cause }) => [input, cause])).toEqual(
      targets.map((target) => [target, 'requirements-file-missing']),
    );
    expect(code).toBe(0);
  });

  it('asks the account, unless told not to', async () => {
    const [checked, unchecked] = await Promise.all([
      run(['diagnose', '--json', failed.record.id]),
      run(['diagnose', '--json', '--no-checks', failed.record.id]),
    ]);
    expect(checked.objects()[0]?.checks).not.toEqual([]);
    expect(unchecked.objects()[0]?.checks).toEqual([]);
  });

  it('says what is wrong with a target', async () => {
    const wrong = {
      'flask-app:00000000-0000-4000-8000-000000000000': 'build-not-found',
      'flask app': 'invalid-target',
      [tmpdir()]: 'not-a-file',
      'project/nobody': 'project-not-found',
    };
    const { code, objects } = await run(['diagnose', '--json', ...Object.keys(wrong)]);
    expect(objects()).toEqual(
      Object.entries(wrong).map(([input, code]) => ({
        input,
        error: { code, message: expect.stringMatching(/./) },
      })),
    );
    expect(code).toBe(1);
  });

  it('answers that it does not know for a log that says nothing', async () => {
    const logs = [
      put('empty.log', ''),
      put('junk.log', '\u0000\u0001\u0002\u001b['.repeat(500)),
      put('cut.log', '[Container] 2024/04/21 21:06:52.6'),
    ];
    const { code, objects } = await run(['diagnose', '--json', ...logs]);
    expect(objects().map(({ input, cause }) => [input, cause])).toEqual(logs.map((log) => [log, 'unknown']));
    expect(code).toBe(3);
  });

  it('is at ease with a build that succeeded', async () => {
    const { code, objects } = await run([
      'diagnose',
      '--json',
      aws.load('succeeded-build', { keep: true, project: 'green' }).record.id,
    ]);
    expect([code, objects()[0]?.cause]).toEqual([0, 'none']);
  });
});

describe('faultline sweep', () => {
  it('names what is not set instead of failing in the dark', async () => {
    const { code, stderr } = await run(['sweep']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('SLACK_BOT_TOKEN is not set')]);
  });
});

describe('the rest of the command line', () => {
  it.each<[string, string[], number]>([
    ['no command', [], 2],
    ['an unknown command', ['diagnoze'], 2],
    ['an unknown option', ['diagnose', '--jsn', 'x'], 2],
    ['no target', ['diagnose'], 2],
    ['--help', ['--help'], 0],
    ['--version', ['--version'], 0],
    ['the list of signatures', ['signatures'], 0],
    ['one signature', ['signatures', 'ssm-access-denied'], 0],
    ['a signature that is none', ['signatures', 'nothing'], 1],
  ])('exits as documented for %s', async (_what, args, code) => {
    expect((await run(args)).code).toBe(code);
  });
});
