import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Aws } from '../aws.ts';

/** Streams a log from S3, unpacked when it is gzip (CodeBuild's default there). Throws what the SDK throws. */
export async function readS3Log(
  aws: Aws,
  { bucket, key }: { bucket: string; key: string },
): Promise<AsyncIterable<Uint8Array>> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const s3 = await aws.s3();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!(Body instanceof Readable)) return Readable.from([]);
  return gunzipIfPacked(Body);
}

/** Looks at the first two bytes: a gzip stream begins with 1f 8b (RFC 1952). */
export async function* gunzipIfPacked(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const rest = (async function* () {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isGzip ? Readable.from(rest).pipe(createGunzip()) : rest;
}
