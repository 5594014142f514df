import { open } from 'node:fs/promises';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SignaturesSource } from '../config.ts';
import { LIMITS } from './limits.ts';

/** What came of reading a file of signatures. Never an exception: a diagnosis stands without it. */
export type SourceRead =
  | { kind: 'read'; text: string; version: string | undefined }
  /** As it was when it had that version. */
  | { kind: 'same' }
  | { kind: 'too-large' }
  | { kind: 'unreadable'; why: string };

/** As people write it. */
export function renderSource(source: SignaturesSource): string {
  return source.kind === 'file' ? source.path : `s3://${source.bucket}/${source.key}`;
}

/** Reads a source, unless it still has the version given: a time of change, or an ETag. */
export async function readSource(
  source: SignaturesSource,
  version: string | undefined,
  s3: () => S3Client,
): Promise<SourceRead> {
  try {
    return await (source.kind === 'file'
      ? readFileOnce(source.path, version)
      : readObject(source, version, s3()));
  } catch (error) {
    return explain(error);
  }
}

/** The client for it: what does not answer soon is left until the next minute. */
export function connectSignatures(endpoint: string | undefined): () => S3Client {
  let client: S3Client | undefined;
  return () => {
    client ??= new S3Client({
      maxAttempts: 2,
      requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
      // A bucket of another region answers with its region.
      followRegionRedirects: true,
      forcePathStyle: endpoint !== undefined,
    });
    return client;
  };
}

async function readFileOnce(path: string, version: string | undefined): Promise<SourceRead> {
  const file = await open(path);
  try {
    const found = await file.stat();
    if (!found.isFile()) return { kind: 'unreadable', why: 'is no file' };
    const now = `${found.mtimeMs} ${found.size}`;
    if (now === version) return { kind: 'same' };
    if (found.size > LIMITS.bytes) return { kind: 'too-large' };
    return { kind: 'read', text: await file.readFile('utf8'), version: now };
  } finally {
    await file.close();
  }
}

async function readObject(
  { bucket, key }: { bucket: string; key: string },
  version: string | undefined,
  s3: S3Client,
): Promise<SourceRead> {
  const { Body, ContentLength, ETag } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, IfNoneMatch: version }),
  );
  const chunks: Uint8Array[] = [];
  let size = ContentLength ?? 0;
  if (size <= LIMITS.bytes && Body) {
    size = 0;
    for await (const chunk of Body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMITS.bytes) break;
    }
  }
  if (size <= LIMITS.bytes)
    return { kind: 'read', text: Buffer.concat(chunks).toString('utf8'), version: ETag };
  if (Body && 'destroy' in Body) Body.destroy();
  return { kind: 'too-large' };
}

/** What people can do something about. */
function explain(error: unknown): SourceRead {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === 304) return { kind: 'same' };
  if (status === 403)
    return {
      kind: 'unreadable',
      why: "is not there or may not be read: Faultline's role needs s3:GetObject on it",
    };
  if (status === 404 || ('code' in Object(error) && (error as NodeJS.ErrnoException).code === 'ENOENT'))
    return {
      kind: 'unreadable',
      why: name === 'NoSuchBucket' ? 'is in a bucket that is not there' : 'is not there',
    };
  return { kind: 'unreadable', why: `could not be read: ${message}` };
}
