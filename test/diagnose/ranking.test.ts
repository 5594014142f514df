import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import type { Report } from '../../src/model.ts';
import { defineSignature, type Pattern, type Signature } from '../../src/signature.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';

function toSignature(id: string, pattern: RegExp | Pattern, above: string[] = []): Signature {
  return defineSignature({
    id,
    family: 'test',
    title: id,
    patterns: [pattern],
    above,
    explain: () => `${id}.`,
    fix: () => [],
  });
}

const catalogue = compileCatalogue([
  toSignature('denied', /AccessDenied: (?<action>\S+)/, ['tag-invalid']),
  toSignature('tag-invalid', /invalid reference format/),
  toSignature('tests', { line: /\d+ tests failed badly/, strength: 'likely' }),
  toSignature('script', { line: /lifecycle script gave up/, strength: 'symptom' }),
  toSignature('two-lines', {
    line: /connection was lost/,
    near: { line: /to registry (?<host>\S+)/, within: 3 },
  }),
  toSignature('docker-only', { line: /manifest is unknown/, command: /^docker / }),
]);

const at = '[Container] 2024/04/21 21:06:52.675129 ';
const ok = (command: string, ...output: string[]) => [`${at}Running command ${command}`, ...output];
const failed = (command: string, ...output: string[]) => [
  ...ok(command, ...output),
  `${at}Command did not exit successfully ${command} exit status 1`,
];
const phase = (type: string, state: string, ...commands: string[][]) => [
  `${at}Entering phase ${type}`,
  ...commands.flat(),
  `${at}Phase complete: ${type} State: ${state}`,
];

async function diagnose(...lines: (string | string[])[]): Promise<Report> {
  return troubleshoot(
    undefined,
    { chunks: [Buffer.from(lines.flat().join('\n'))], notes: [] },
    { catalogue },
  );
}

describe('the ranking', () => {
  it.each<[string, (string | string[])[], string, string]>([
    [
      'a cause before the symptom that stands above it',
      phase(
        'BUILD',
        'FAILED',
        failed('npm run build', 'lifecycle script gave up', 'AccessDenied: s3:GetObject'),
      ),
      'denied',
      'high',
    ],
    [
      'the failing command before what went on',
      phase(
        'BUILD',
        'FAILED',
        ok('make warm', 'AccessDenied: s3:GetObject'),
        failed('npm test', '3 tests failed badly'),
      ),
      'tests',
      'medium',
    ],
    [
      'the first failure before the cascade',
      [
        ...phase('BUILD', 'FAILED', failed('docker build', 'AccessDenied: ecr:Pull')),
        ...phase('POST_BUILD', 'FAILED', failed('docker push', 'invalid reference format')),
      ],
      'denied',
      'high',
    ],
    [
      'what a signature stands above, wherever it was printed',
      phase(
        'BUILD',
        'FAILED',
        ok('export TAG=$(aws ssm ...)', 'AccessDenied: ssm:GetParameter'),
        failed('docker build -t x:$TAG .', 'invalid reference format'),
      ),
      'denied',
      'medium',
    ],
    [
      'the earliest of two causes in the same output',
      phase(
        'BUILD',
        'FAILED',
        failed('deploy', 'invalid reference format', 'connection was lost', 'to registry a.example'),
      ),
      'tag-invalid',
      'high',
    ],
    [
      'a symptom where there is nothing else, with little confidence',
      phase('BUILD', 'FAILED', failed('npm run build', 'lifecycle script gave up')),
      'script',
      'low',
    ],
    ['a pasted line by itself', ['AccessDenied: s3:GetObject'], 'denied', 'high'],
  ])('puts %s', async (_what, lines, cause, confidence) => {
    const report = await diagnose(...lines);
    expect([report.cause, report.confidence]).toEqual([cause, confidence]);
  });

  it.each<[string, (string | string[])[], string]>([
    [
      'a symptom of a command that went on',
      phase(
        'BUILD',
        'FAILED',
        ok('npm run lint || true', 'lifecycle script gave up'),
        failed('./own-tool', 'nothing known'),
      ),
      'unknown',
    ],
    [
      'the text of a command',
      phase('BUILD', 'FAILED', failed('grep -c "AccessDenied: x" log.txt', '0')),
      'unknown',
    ],
    [
      'half of a pattern of two lines',
      phase('BUILD', 'FAILED', failed('deploy', 'connection was lost', '', '', '', 'to registry a.example')),
      'unknown',
    ],
    [
      'a line of the wrong command',
      phase('BUILD', 'FAILED', failed('helm upgrade', 'manifest is unknown')),
      'unknown',
    ],
    [
      'a symptom in a build that succeeded',
      phase('BUILD', 'SUCCEEDED', ok('npm run lint || true', 'lifecycle script gave up')),
      'none',
    ],
  ])('does not take %s for a cause', async (_what, lines, cause) => {
    expect((await diagnose(...lines)).cause).toBe(cause);
  });

  it('is never sure of a cause in a build that succeeded', async () => {
    const report = await diagnose(
      phase('BUILD', 'SUCCEEDED', ok('aws s3 ls || true', 'AccessDenied: s3:ListBucket')),
    );
    expect(report.confidence).toBe('low');
  });

  it('lists independent causes behind the first', async () => {
    const report = await diagnose(
      phase(
        'BUILD',
        'FAILED',
        failed('deploy', 'invalid reference format', 'connection was lost', 'to registry a.example'),
      ),
    );
    expect(report.alternatives.map(({ cause, line }) => [cause, line])).toEqual([['two-lines', 4]]);
  });

  it('shows both lines of a pattern of two', async () => {
    const report = await diagnose(
      phase('BUILD', 'FAILED', failed('deploy', 'connection was lost', 'to registry a.example')),
    );
    expect([report.evidence.map(({ line }) => line), report.facts]).toEqual([[3, 4], { host: 'a.example' }]);
  });
});
