import { gunzipSync } from 'node:zlib';
import {
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startAws } from './index.ts';

const Bucket = 'flask-app-build-logs';
let aws: LocalAws;
let s3: S3Client;

async function read(
  Key: string,
  Range?: string,
): Promise<{ text: string | undefined; range: string | undefined }> {
  const { Body, ContentRange } = await s3.send(
    new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }),
  );
  return { text: await Body?.transformToString(), range: ContentRange };
}

beforeAll(async () => {
  aws = await startAws();
  s3 = new S3Client(aws.client);
  aws.load('log-in-s3');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'notes/some text.txt', Body: 'hello world' }));
});
afterAll(() => aws.stop());

describe('GetObject', () => {
  it('gives what was put, also under a name with a space', async () => {
    expect(await read('notes/some text.txt')).toEqual({ text: 'hello world', range: undefined });
  });

  it.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-3', 'rld', 'bytes 8-10/11'],
    ['bytes=9-99', 'ld', 'bytes 9-10/11'],
  ])('gives the range %s', async (asked, text, range) => {
    expect(await read('notes/some text.txt', asked)).toEqual({ text, range });
  });

  it('refuses a range beyond the end', async () => {
    await expect(read('notes/some text.txt', 'bytes=11-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('says whether the key or the bucket is missing', async () => {
    const elsewhere = new GetObjectCommand({ Bucket: 'gone', Key: 'x' });

    await expect(read('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(elsewhere)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('holds the log of a build that logs to S3, compressed', async () => {
    const scenario = aws.load('log-in-s3');
    const Key = `codebuild/flask-app/${scenario.record.uuid}.gz`;

    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));

    expect(gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString()).toBe(
      scenario.log,
    );
  });
});

describe('buckets', () => {
  it('tells size and existence without a body', async () => {
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'notes/some text.txt' }))).toMatchObject({
      ContentLength: 11,
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'gone' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'gone' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('tells its region', async () => {
    const location = await s3.send(new GetBucketLocationCommand({ Bucket }));

    expect(location.LocationConstraint).toBe('eu-central-1');
  });

  it('lists keys in pages and folders apart', async () => {
    for (const Key of ['list/a', 'list/b', 'list/c/1', 'list/c/2']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }

    const first = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/', MaxKeys: 2 }),
    );
    const rest = await s3.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'list/',
        Delimiter: '/',
        ContinuationToken: first.NextContinuationToken,
      }),
    );

    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
    expect(first.Contents?.map((object) => object.Key)).toEqual(['list/a', 'list/b']);
    expect(rest.CommonPrefixes).toEqual([{ Prefix: 'list/c/' }]);
    expect(rest.IsTruncated).toBe(false);
  });
});
