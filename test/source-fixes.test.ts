import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { signatures } from '../diagnostics/index.ts';
import { connectAws } from '../src/aws.ts';
import { gatherFromBuild } from '../src/build/gather.ts';
import { readBuild } from '../src/build/read.ts';
import { connectTools } from '../src/connect-tools.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import type { Report } from '../src/model.ts';
import { troubleshoot } from '../src/troubleshoot.ts';
import type { Scenario } from './sandbox/aws/index.ts';
import { aws, useAws } from './use-aws.ts';

const catalogue = compileCatalogue(signatures);

useAws();
beforeEach(() => aws.faults.clear());

async function diagnose({ record }: Scenario): Promise<Report> {
  const clients = connectAws({ endpoint: aws.url })('eu-central-1');
  const { build, log } = await gatherFromBuild(clients, await readBuild(clients, record.id));
  return troubleshoot(build, log, connectTools(catalogue, clients));
}

/** The files of the commit that the scenario builds, wherever its source is. */
function listFiles({ account }: Scenario): [string, string][] {
  const trees = [
    ...Object.values(account.code),
    ...Object.values(account.archives).flatMap((archives) => Object.values(archives)),
    ...Object.values(account.github).map(({ files }) => files),
  ];
  return Object.entries(trees[0] ?? {}).map(([path, file]) => [
    path,
    typeof file === 'string' ? file : file.text,
  ]);
}

/** The buildspec after `git apply` of the patch in the tree of the commit. */
function apply(patch: string, scenario: Scenario): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
  try {
    for (const [path, text] of listFiles(scenario)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() };
    const { status, stderr } = spawnSync('git', ['apply', '-'], {
      cwd: folder,
      input: patch,
      encoding: 'utf8',
      env,
    });
    expect([status, stderr]).toEqual([0, '']);
    return readFileSync(join(folder, scenario.build.source.buildspec ?? ''), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the patch of a report', () => {
  it.each([
    ['requirements-not-found', '- cd day14/simple_python_app\n      - pip install'],
    ['file-elsewhere-twice', '- cd "$CODEBUILD_SRC_DIR"/admin\n      - npm ci'],
    ['pipeline-zip-source', '- cd "$CODEBUILD_SRC_DIR"/services/api\n      - mvn'],
    ['github-source', '- chmod +x ./ci/release.sh\n      - ./ci/release.sh'],
    ['file-in-other-case', '- docker build -t flask-app --file dockerfile .'],
  ])('of %s applies to the commit that was built', async (name, expected) => {
    const scenario = aws.load(name);
    const { fix, facts } = await diagnose(scenario);
    const patch = fix.find((step) => step.patch)?.patch ?? '';
    expect(apply(patch, scenario)).toContain(expected);
    expect(facts).toMatchObject({ buildspecFile: scenario.build.source.buildspec, buildspecLine: '9' });
  });
});

describe('a report while the source may not be read', () => {
  it('names the cause all the same, and what Faultline’s role needs', async () => {
    aws.faults.fail('codecommit', { code: 'AccessDeniedException' });
    const { cause, checks, fix } = await diagnose(aws.load('requirements-not-found'));
    expect(cause).toBe('requirements-file-missing');
    expect(checks.map(({ result }) => result)).toEqual(['unknown', 'unknown']);
    expect(checks[0]?.detail).toContain('codecommit:GetFolder');
    expect(fix[0]?.command).toBe("git ls-files '*requirements.txt'");
  });

  it('keeps the cause of a pipeline’s build whose archive is gone', async () => {
    aws.faults.fail('s3', { code: 'NoSuchKey', status: 404 });
    const { cause, checks } = await diagnose(aws.load('pipeline-zip-source'));
    expect(cause).toBe('pom-missing');
    expect(checks.every(({ result }) => result === 'unknown')).toBe(true);
  });

  it('tells nothing of changes where builds may not be listed', async () => {
    const scenario = aws.load('unknown-after-image-change');
    aws.faults.fail('codebuild:ListBuildsForProject', { code: 'AccessDeniedException' });
    const { changes, cause } = await diagnose(scenario);
    expect([cause, changes]).toEqual(['unknown', undefined]);
  });
});
