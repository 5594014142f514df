import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BARE } from '../bare-environment.ts';
import { type LocalAws, type Scenario, startAws } from '../sandbox/aws/index.ts';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
const known =
  "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'\n";

function put(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

let aws: LocalAws;
let failed: Scenario;
beforeAll(async () => {
  aws = await startAws();
  failed = aws.load('requirements-not-found');
});
afterAll(() => aws.stop());

interface Run {
  code: number;
  stdout: string;
  stderr: string;
  /** Standard output, a JSON object a line. */
  objects: () => Record<string, unknown>[];
}

/** Runs the command line as a shell would, with the local AWS for the account. */
function run(args: string[], stdin = ''): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...BARE, HOME: folder, ...aws.environment };
    const child = execFile(
      process.execPath,
      [join(root, 'handlers/cli.ts'), ...args],
      { env },
      (error, stdout, stderr) => {
        const objects = () =>
          stdout
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line));
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr, objects });
      },
    );
    child.stdin?.end(stdin);
  });
}

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

  it.each<[string, () => string[], string, number]>([
    ['standard input', () => ['-'], known, 0],
    ['a log packed with gzip', () => [put('build.log.gz', gzipSync(known))], '', 0],
    ['a build id', () => [failed.record.id], '', 0],
    ["a build's ARN", () => [failed.record.arn], '', 0],
    [
      'a console URL',
      () => [
        `https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/build/${encodeURIComponent(failed.record.id)}/log?region=eu-central-1`,
      ],
      '',
      0,
    ],
    ["a project's latest failed build", () => ['project/flask-app'], '', 0],
  ])('reads %s', async (_what, targets, stdin, code) => {
    const answer = await run(['diagnose', '--json', ...targets()], stdin);
    expect([answer.code, answer.objects()[0]?.cause]).toEqual([code, 'requirements-file-missing']);
  });

  it('asks the account, unless told not to', async () => {
    const [checked, unchecked] = await Promise.all([
      run(['diagnose', '--json', failed.record.id]),
      run(['diagnose', '--json', '--no-checks', failed.record.id]),
    ]);
    expect(checked.objects()[0]?.checks).not.toEqual([]);
    expect(unchecked.objects()[0]?.checks).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['an id that no build has', 'flask-app:00000000-0000-4000-8000-000000000000', 'build-not-found'],
    ['what is no target at all', 'flask app', 'invalid-target'],
    ['a folder', tmpdir(), 'not-a-file'],
    ['a project without builds', 'project/nobody', 'project-not-found'],
  ])('says what is wrong with %s', async (_what, target, expected) => {
    const { code, objects } = await run(['diagnose', '--json', target]);
    expect([code, objects()[0]?.error]).toEqual([1, { code: expected, message: expect.any(String) }]);
  });

  it.each([
    ['an empty log', ''],
    ['binary junk', '\u0000\u0001\u0002\u001b['.repeat(500)],
    ['a log cut in the middle of a line', '[Container] 2024/04/21 21:06:52.6'],
  ])('answers that it does not know for %s', async (_what, log) => {
    const { code, objects } = await run(['diagnose', '--json', put('odd.log', log)]);
    expect([code, objects()[0]?.cause]).toEqual([3, 'unknown']);
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
