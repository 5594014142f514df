import { Readable } from 'node:stream';
import type { Aws } from '../aws.ts';
import { unpack } from './unpack.ts';

/**
 * Streams a log from S3, unpacked when it is gzip (CodeBuild's default there); what was cut of it is said in `notes`.
 * Throws what the SDK throws.
 */
export async function readS3Log(
  aws: Aws,
  { bucket, key }: { bucket: string; key: string },
  notes: string[] = [],
): Promise<AsyncIterable<Uint8Array>> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const s3 = await aws.s3();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Body instanceof Readable ? unpack(Body, notes) : Readable.from([]);
}
