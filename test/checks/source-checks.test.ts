import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerQuestions } from '../../src/checks/answer.ts';
import { type CheckClients, connectChecks } from '../../src/checks/clients.ts';
import type { Question } from '../../src/checks/questions.ts';
import type { Build } from '../../src/model.ts';
import { makeBuild } from '../fix/make-build.ts';
import type { GitHubFile } from '../sandbox/github.ts';
import { aws, useAws } from '../use-aws.ts';

const COMMIT = '4f1d2c7b9a8e6d5c3b2a190f8e7d6c5b4a3f2e1d';
let clients: CheckClients;

useAws();
beforeAll(() => {
  clients = connectChecks('eu-central-1', aws.url);
});
beforeEach(() => {
  aws.github.repositories.clear();
  Object.assign(aws.github.state, { isLimited: false });
});

function put(files: Record<string, GitHubFile>, listed?: number): void {
  aws.github.repositories.set('example-org/shop', {
    commits: [{ id: COMMIT, files }],
    branch: 'main',
    listed,
  });
}

function makeGitHubBuild(rest: Partial<Build> = {}): Build {
  const location = 'https://github.com/example-org/shop.git';
  return makeBuild({
    source: { type: 'GITHUB', location, commit: COMMIT, buildspec: 'ci/buildspec.yml' },
    ...rest,
  });
}

async function ask(question: Question, build = makeGitHubBuild()) {
  const [answer] = await answerQuestions(clients, [question], build);
  if (!answer) throw new Error('no answer');
  return answer;
}

const where = (path: string, what?: 'directory') => ask({ kind: 'file-misplaced', path, what });

describe('the place of a file that a command did not find', () => {
  it('is another directory', async () => {
    put({ 'app/web/package.json': '{}', 'README.md': '' });
    expect(await where('package.json')).toMatchObject({
      result: 'confirmed',
      question: 'Is package.json in the source at 4f1d2c7?',
      detail: 'The commit has it at app/web/package.json.',
      facts: { place: 'elsewhere', found: 'app/web/package.json' },
    });
  });

  it('is one of several, those beside the buildspec or ending alike first', async () => {
    put({ 'a/package.json': '', 'ci/package.json': '', 'z/x/package.json': '' });
    expect((await where('package.json')).facts).toEqual({
      place: 'several',
      found: 'ci/package.json\na/package.json\nz/x/package.json',
    });
    expect((await where('x/package.json')).facts?.found).toMatch(/^z\/x\/package\.json\n/);
  });

  it('is written in other letters, in its name or in a directory', async () => {
    put({ 'Src/App/dockerfile': '', 'Src/App/main.py': '' });
    expect((await where('Dockerfile')).facts).toEqual({ place: 'other-case', found: 'Src/App/dockerfile' });
    expect((await where('src/app/main.py')).facts).toEqual({ place: 'other-case', found: 'Src/App/main.py' });
  });

  it('is right there: then the command ran elsewhere', async () => {
    put({ 'app/x.txt': '' });
    const answer = await where('/codebuild/output/src12/src/github.com/example-org/shop/app/x.txt');
    expect(answer).toMatchObject({
      facts: { place: 'there', found: 'app/x.txt' },
      detail: 'app/x.txt is in the source: the command ran in another directory.',
    });
  });

  it('is nowhere, with what is called alike', async () => {
    put({ 'requirement.txt': '', 'ci/buildspec.yaml': '', 'main.go': '' });
    expect((await where('requirements.txt')).facts).toEqual({ place: 'nowhere', near: 'requirement.txt' });
    expect((await where('ci/buildspec.yml')).facts).toEqual({ place: 'nowhere', near: 'ci/buildspec.yaml' });
    expect((await where('package.json')).facts).toEqual({ place: 'nowhere' });
  });

  it('is not known where GitHub lists only a part and it is not among that', async () => {
    put({ 'a.txt': '', 'b.txt': '' }, 1);
    expect((await where('b.txt')).result).toBe('unknown');
    expect((await where('a.txt')).result).toBe('confirmed');
  });

  it('is looked up among directories for a directory', async () => {
    put({ 'services/api/src/x.ts': '' });
    expect((await where('api', 'directory')).facts).toEqual({ place: 'elsewhere', found: 'services/api' });
  });

  it('is unknown, with the reason, where the source cannot be asked', async () => {
    expect(await where('x')).toMatchObject({
      result: 'unknown',
      detail: expect.stringContaining('FAULTLINE_GITHUB_TOKEN_PARAMETER'),
    });
    aws.github.state.isLimited = true;
    expect((await where('x')).detail).toContain('rate limit');
    const other = makeBuild({ source: { type: 'BITBUCKET' } });
    expect((await ask({ kind: 'file-misplaced', path: 'x' }, other)).detail).toBe(
      'Not checked: the source (BITBUCKET) cannot be read from here.',
    );
  });
});

describe('the execute bit', () => {
  it('is missing in the commit, or was lost on the way', async () => {
    put({ 'ci/run.sh': '', 'ci/ok.sh': { text: '', executable: true } });
    expect(await ask({ kind: 'not-executable', path: './ci/run.sh' })).toMatchObject({
      result: 'confirmed',
      facts: { mode: '644', found: 'ci/run.sh' },
    });
    expect(await ask({ kind: 'not-executable', path: 'ok.sh' })).toMatchObject({
      result: 'refuted',
      facts: { mode: '755', found: 'ci/ok.sh' },
    });
  });
});

describe('the line of the buildspec', () => {
  const text = 'version: 0.2\nphases:\n  build:\n    commands:\n      - npm ci\n      - npm test\n';
  const question = { kind: 'buildspec', command: 'npm test', phase: 'BUILD' } as const;

  it('is found in the source, and is told without being weighed', async () => {
    put({ 'ci/buildspec.yml': text });
    expect(await ask(question)).toMatchObject({
      result: 'confirmed',
      isAside: true,
      detail: 'Line 6 of ci/buildspec.yml, in build.',
      facts: { buildspecFile: 'ci/buildspec.yml', buildspecLine: '6' },
    });
  });

  it('is found in a buildspec that is written in the project', async () => {
    const answer = await ask(question, makeBuild({ source: { type: 'NO_SOURCE', buildspec: text } }));
    expect(answer.detail).toBe('Line 6 of the buildspec written in the project, in build.');
    expect(answer.buildspec?.where).toBe('project');
  });

  it('is found in a buildspec in S3', async () => {
    aws.account.buckets.set('specs', {
      region: 'eu-central-1',
      objects: new Map([['team/build.yml', { body: Buffer.from(text), lastModified: new Date() }]]),
    });
    const source = { type: 'NO_SOURCE', buildspec: 'arn:aws:s3:::specs/team/build.yml' };
    expect((await ask(question, makeBuild({ source }))).detail).toBe('Line 6 of team/build.yml, in build.');
  });

  it('is that of the mistake where it is no YAML', async () => {
    put({ 'ci/buildspec.yml': 'version: 0.2\nphases:\n  build:\n   commands:\n\t- x\n' });
    expect((await ask(question)).detail).toMatch(/^Line 5 of ci\/buildspec\.yml is no YAML: /);
  });

  it('is not known where the source has no buildspec there', async () => {
    put({ 'README.md': '' });
    expect((await ask(question)).detail).toBe('There is no ci/buildspec.yml in the source.');
  });
});

describe('the failed tests', () => {
  it('are told by the report, by name and message, the first as a fact', async () => {
    const { record } = aws.load('tests-with-report');
    const reports = [`arn:aws:codebuild:eu-central-1:111122223333:report/flask-app-unit:${record.uuid}`];
    expect(await ask({ kind: 'failing-tests' }, makeBuild({ reports }))).toMatchObject({
      result: 'confirmed',
      facts: { test: 'tests.test_cart.test_total_with_discount' },
      detail: expect.stringContaining("test_empty (AttributeError: 'Cart' object has no attribute 'lines')"),
    });
  });

  it('are unknown where the reports name none', async () => {
    const { record } = aws.load('tests-with-report');
    const reports = [`arn:aws:codebuild:eu-central-1:111122223333:report/flask-app-coverage:${record.uuid}`];
    expect((await ask({ kind: 'failing-tests' }, makeBuild({ reports }))).result).toBe('unknown');
  });
});
