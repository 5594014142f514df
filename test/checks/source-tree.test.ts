import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CheckClients, connectChecks } from '../../src/checks/clients.ts';
import { connectGitHub, GitHubError } from '../../src/checks/github.ts';
import { openSource } from '../../src/checks/source-tree.ts';
import type { Build, Source } from '../../src/model.ts';
import { makeBuild } from '../fix/make-build.ts';
import { makeZip, type ZipFile } from '../sandbox/aws/zip.ts';
import { aws, useAws } from '../use-aws.ts';

const COMMIT = '4f1d2c7b9a8e6d5c3b2a190f8e7d6c5b4a3f2e1d';
const BUCKET = 'sources-111122223333';
let clients: CheckClients;

useAws();
beforeAll(() => {
  clients = connectChecks('eu-central-1', aws.url);
});
beforeEach(() => {
  aws.calls.length = 0;
  aws.faults.clear();
  aws.github.calls.length = 0;
  aws.github.repositories.clear();
  Object.assign(aws.github.state, { isLimited: false, isSilent: false });
});

const buildOf = (source: Source, rest: Partial<Build> = {}): Build => ({ ...makeBuild(), source, ...rest });

async function listPaths(build: Build): Promise<string[] | undefined> {
  const tree = await openSource(clients, build)?.list();
  return tree?.files.map(({ path }) => path);
}

describe('a source on GitHub', () => {
  const files = { 'README.md': '# Shop\n', 'ci/run.sh': { text: '#!/bin/sh\n', executable: true } };
  const commits = [
    { id: '1111111111111111111111111111111111111111', files },
    { id: COMMIT, files },
  ];
  const build = () =>
    buildOf({ type: 'GITHUB', location: 'https://github.com/example-org/shop.git', commit: COMMIT });

  it('is listed with modes by one call', async () => {
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main' });
    const tree = await openSource(clients, build())?.list();
    expect(tree).toEqual({
      isPartial: false,
      files: [
        { path: 'README.md', isExecutable: false },
        { path: 'ci/run.sh', isExecutable: true },
      ],
    });
    expect(aws.github.calls).toHaveLength(1);
  });

  it('is listed once for all who ask about one build', async () => {
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main' });
    const one = build();
    await Promise.all([listPaths(one), listPaths(one)]);
    expect(aws.github.calls).toHaveLength(1);
  });

  it('says so when GitHub lists only a part of it', async () => {
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main', listed: 1 });
    expect((await openSource(clients, build())?.list())?.isPartial).toBe(true);
  });

  it('hands out a file, and nothing for one that is not there', async () => {
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main' });
    const source = openSource(clients, build());
    expect(await source?.read('README.md')).toBe('# Shop\n');
    expect(await source?.read('gone.md')).toBeUndefined();
  });

  it('counts the commits between two by one call, and not those of a rewritten history', async () => {
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main' });
    const count = openSource(clients, build())?.openCommits?.();
    expect(await count?.(commits[0]?.id ?? '', COMMIT)).toBe(1);
    expect(aws.github.calls).toHaveLength(1);
    expect(await count?.(COMMIT, commits[0]?.id ?? '')).toBeUndefined();
  });

  it('lets GitHub count where the other commit is older than those listed', async () => {
    const more = Array.from({ length: 40 }, (_, i) => ({ id: `${i}`.padStart(40, '0'), files: {} }));
    const long = [...more, { id: COMMIT, files: {} }];
    aws.github.repositories.set('example-org/shop', { commits: long, branch: 'main' });
    const count = openSource(clients, build())?.openCommits?.();
    expect(await count?.(more[0]?.id ?? '', COMMIT)).toBe(40);
    expect(aws.github.calls.map(({ path }) => path.split('/')[4]?.replace(/\?.*/, ''))).toEqual([
      'commits',
      'compare',
    ]);
  });

  it('is seen with the token when it is private, and without it says what is needed', async () => {
    const token = ['ghp', 'local'].join('_');
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main', token });
    await expect(listPaths(build())).rejects.toThrow('FAULTLINE_GITHUB_TOKEN_PARAMETER');
    const github = connectGitHub({ apiUrl: aws.github.url, readToken: async () => token });
    const tree = await openSource({ ...clients, github }, build())?.list();
    expect(tree?.files).toHaveLength(2);
  });

  it('tells a spent rate limit from a missing repository', async () => {
    aws.github.state.isLimited = true;
    await expect(listPaths(build())).rejects.toThrow("GitHub's rate limit is spent");
    aws.github.state.isLimited = false;
    await expect(listPaths(build())).rejects.toThrow(GitHubError);
  });

  it('is not waited for when GitHub is silent', async () => {
    aws.github.state.isSilent = true;
    const github = connectGitHub({ apiUrl: aws.github.url, timeout: 20 });
    await expect(openSource({ ...clients, github }, build())?.list()).rejects.toThrow(
      'GitHub did not answer within 0.02 s.',
    );
  });

  it('on another host is asked for only where a setting names the API', () => {
    const location = 'https://git.example.com/example-org/shop.git';
    const enterprise = buildOf({ type: 'GITHUB_ENTERPRISE', location, commit: COMMIT });
    const github = connectGitHub();
    expect(openSource({ ...clients, github }, enterprise)).toBeUndefined();
    expect(openSource(clients, { ...enterprise })).toBeDefined();
  });

  it('hands out nothing from outside of the source', async () => {
    aws.github.repositories.set('example-org/shop', { commits, branch: 'main' });
    expect(await openSource(clients, build())?.read('../../other/contents/x')).toBeUndefined();
    expect(aws.github.calls).toEqual([]);
  });

  it.each(['https://github.com/example-org', 'ftp://x/y/z', ''])('is none at %j', (location) => {
    expect(openSource(clients, buildOf({ type: 'GITHUB', location, commit: COMMIT }))).toBeUndefined();
  });
});

describe('a source that is a zip in S3', () => {
  const store = (key: string, files: Record<string, ZipFile>, padding = 0) => {
    const body = makeZip(files, padding);
    const bucket = aws.account.buckets.get(BUCKET) ?? { region: 'eu-central-1', objects: new Map() };
    aws.account.buckets.set(BUCKET, bucket);
    bucket.objects.set(key, { body, lastModified: new Date() });
    return body.length;
  };
  const ranges = () =>
    aws.calls.flatMap(({ operation, input }) => (operation === 'GetObject' ? [input.Range] : []));

  it('is listed with modes from its end alone', async () => {
    store('src.zip', { 'a/b.txt': 'b', 'run.sh': { text: 'x', executable: true } }, 3_000_000);
    const tree = await openSource(clients, buildOf({ type: 'S3', location: `${BUCKET}/src.zip` }))?.list();
    expect(tree?.files).toEqual([
      { path: 'a/b.txt', isExecutable: false },
      { path: 'run.sh', isExecutable: true },
    ]);
    expect(ranges()).toEqual(['bytes=-262144']);
  });

  it('is listed in few steps when its directory is long', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 9000 }, (_, i) => [`packages/package-${i}/src/index.ts`, '']),
    );
    store('many.zip', many);
    const paths = await listPaths(buildOf({ type: 'S3', location: `${BUCKET}/many.zip` }));
    expect(paths).toHaveLength(9000);
    expect(ranges().length).toBeLessThan(4);
  });

  it('hands out one file without the rest of the archive', async () => {
    const size = store('big.zip', {
      'buildspec.yml': 'version: 0.2\n',
      blob: randomBytes(4_000_000).toString('hex'),
    });
    const source = openSource(clients, buildOf({ type: 'S3', location: `${BUCKET}/big.zip` }));
    expect(await source?.read('buildspec.yml')).toBe('version: 0.2\n');
    expect(await source?.read('gone.yml')).toBeUndefined();
    expect(size).toBeGreaterThan(4_000_000);
    expect(ranges()).not.toContain(undefined);
  });

  it('is found by the source version that CodePipeline tells, or by the action’s artifact', async () => {
    store('pipe/SourceArti/Ab3', { 'x.txt': 'x' });
    const version = `arn:aws:s3:::${BUCKET}/pipe/SourceArti/Ab3`;
    expect(await listPaths(buildOf({ type: 'CODEPIPELINE', version }))).toEqual(['x.txt']);
    const archive = { bucket: BUCKET, key: 'pipe/SourceArti/Ab3' };
    expect(await listPaths(buildOf({ type: 'CODEPIPELINE' }, { archive }))).toEqual(['x.txt']);
  });

  it('throws for what is no zip', async () => {
    aws.account.buckets
      .get(BUCKET)
      ?.objects.set('text', { body: Buffer.from('PK'), lastModified: new Date() });
    await expect(listPaths(buildOf({ type: 'S3', location: `${BUCKET}/text` }))).rejects.toThrow();
  });
});

it('lists a source that lies unpacked in S3', async () => {
  const objects = new Map(['app/buildspec.yml', 'app/src/x.ts', 'other/y.ts'].map((key) => [key, key]));
  aws.account.buckets.set('folders-111122223333', {
    region: 'eu-central-1',
    objects: new Map(
      [...objects].map(([key]) => [key, { body: Buffer.from('hello'), lastModified: new Date() }]),
    ),
  });
  const build = buildOf({ type: 'S3', location: 'folders-111122223333/app/' });
  expect(await listPaths(build)).toEqual(['buildspec.yml', 'src/x.ts']);
  expect(await openSource(clients, build)?.read('buildspec.yml')).toBe('hello');
});

it.each(['BITBUCKET', 'GITLAB', 'NO_SOURCE'])('cannot look at a source of type %s', (type) => {
  expect(
    openSource(clients, buildOf({ type, location: 'https://x.example/a/b.git', commit: COMMIT })),
  ).toBeUndefined();
});
