import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignaturesSource } from '../../src/config.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { keepCatalogue } from '../../src/own-signatures/keep-catalogue.ts';
import { LIMITS } from '../../src/own-signatures/limits.ts';
import { aws, useAws } from '../use-aws.ts';
import { writeFile } from './make-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-signatures-'));
const path = join(folder, 'signatures.yml');
const inS3 = { kind: 's3', bucket: 'team', key: 'faultline/signatures.yml' } as const;
const builtIn = { signatures: [] };
const ours = { catalogue: compileCatalogue([]), signatures: [] };

let clock = 0;
let warned: string[][];
useAws();
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  aws.faults.clear();
  aws.calls.length = 0;
  warned = [];
});

function put(text: string): void {
  writeFileSync(path, text);
  // Two writes within a millisecond would look like one.
  utimesSync(path, new Date(), new Date(clock++ * 1000));
  const stored = { body: Buffer.from(text), lastModified: new Date() };
  aws.account.buckets.set('team', { region: 'eu-central-1', objects: new Map([[inS3.key, stored]]) });
}

function remove(): void {
  rmSync(path, { force: true });
  aws.account.buckets.get('team')?.objects.clear();
}

function keep(source: SignaturesSource) {
  let at = 1_000_000;
  const read = keepCatalogue({
    source,
    builtIn,
    ours,
    endpoint: aws.url,
    warn: (errors) => warned.push([...errors]),
    now: () => new Date(at),
  });
  const after = async (seconds: number) => {
    at += seconds * 1000;
    const { catalogue, signatures } = await read();
    return { ids: signatures.map(({ id }) => id), notes: catalogue.notes ?? [] };
  };
  return after;
}

describe.each<[string, SignaturesSource]>([
  ['a file', { kind: 'file', path }],
  ['an object in S3', inS3],
])('signatures from %s', (_what, source) => {
  it('count, and a change of them counts within a minute', async () => {
    put(writeFile('first'));
    const after = keep(source);
    expect(await after(0)).toEqual({ ids: ['first'], notes: [] });
    put(writeFile('second'));
    expect((await after(30)).ids).toEqual(['first']);
    expect((await after(29)).ids).toEqual(['second']);
  });

  it.each<[string, () => void, RegExp]>([
    ['is broken', () => put('signatures: [{id: x}]'), /:1:\d+ signatures\[0\]\.title: is missing/],
    ['is gone', remove, /is not there/],
    ['is too large', () => put('x'.repeat(LIMITS.bytes + 1)), /larger than 1000000 bytes/],
    ['is empty', () => put(''), /should be/],
  ])('go on as they were when the file %s, and that is told', async (_how, spoil, words) => {
    put(writeFile('first'));
    const after = keep(source);
    await after(0);
    spoil();
    const { ids, notes } = await after(60);
    expect(ids).toEqual(['first']);
    expect(notes.join()).toMatch(/the last good version of it counts/);
    expect(notes.join()).toMatch(words);
    expect(warned.join()).toMatch(words);
    put(writeFile('second'));
    expect(await after(60)).toEqual({ ids: ['second'], notes: [] });
  });

  it('tells of one error once, not each minute', async () => {
    put('signatures: 5');
    const after = keep(source);
    await after(0);
    const { notes } = await after(60);
    expect(notes.join()).toMatch(/only the built-in signatures count/);
    expect(warned).toHaveLength(1);
  });
});

describe('an object in S3', () => {
  it('is asked for once a minute, and not sent again while it is the same', async () => {
    put(writeFile('first'));
    const after = keep(inS3);
    await Promise.all([after(0), after(0), after(1)]);
    await after(60);
    expect(aws.calls.map(({ operation, input }) => [operation, 'IfNoneMatch' in Object(input)])).toEqual([
      ['GetObject', true],
      ['GetObject', true],
    ]);
    expect(aws.calls.map(({ input }) => (input as { IfNoneMatch?: string }).IfNoneMatch)).toEqual([
      undefined,
      expect.stringMatching(/^"[0-9a-f]{32}"$/),
    ]);
  });

  it('that may not be read takes nothing away', async () => {
    put(writeFile('first'));
    const after = keep(inS3);
    await after(0);
    aws.faults.fail('s3', { code: 'AccessDenied', status: 403 });
    const { ids, notes } = await after(60);
    expect([ids, notes.join()]).toEqual([['first'], expect.stringContaining('needs s3:GetObject on it')]);
  });

  it('that does not answer is not waited for', async () => {
    put(writeFile('first'));
    aws.faults.delay(5000, 's3');
    const start = performance.now();
    expect((await keep(inS3)(0)).ids).toEqual([]);
    expect(performance.now() - start).toBeLessThan(4500);
  });
});
