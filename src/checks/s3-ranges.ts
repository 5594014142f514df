import { PassThrough, type Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { RandomAccessReader } from 'yauzl';
import type { SourceArchive } from '../model.ts';

/** A zip ends with its directory and at most 64 KB of comment: mostly this one range is all that is read. */
const TAIL = 256 * 1024;
const BLOCK = 1024 * 1024;

interface Part {
  bytes: Buffer;
  /** Of the whole object. */
  size: number;
}

/** Opens an object for reading by ranges: its end at once, with its size, the rest as it is asked for. Throws what the SDK throws. */
export async function openS3Object(
  s3: S3Client,
  archive: SourceArchive,
): Promise<{ reader: RandomAccessReader; size: number }> {
  const { bytes, size } = await readRange(s3, archive, `bytes=-${TAIL}`);
  return { reader: new RangeReader(s3, archive, bytes, size - bytes.length), size };
}

/** A small object as text; undefined where there is none. */
export async function readS3Text(s3: S3Client, object: SourceArchive): Promise<string | undefined> {
  try {
    return (await readRange(s3, object, undefined)).bytes.toString('utf8');
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

async function readRange(
  s3: S3Client,
  { bucket, key, version }: SourceArchive,
  range: string | undefined,
): Promise<Part> {
  const { Body, ContentRange } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, Range: range, VersionId: version }),
  );
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  // `bytes 0-99/1234`; an object that is answered whole has none.
  const size = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? bytes.length);
  return { bytes, size };
}

/** yauzl's way of reading: a class, since yauzl wants one derived from its own. */
class RangeReader extends RandomAccessReader {
  readonly #read: (start: number, length: number) => Promise<Buffer>;
  #held: { start: number; bytes: Buffer };

  constructor(s3: S3Client, object: SourceArchive, tail: Buffer, tailStart: number) {
    super();
    this.#held = { start: tailStart, bytes: tail };
    this.#read = async (start, length) =>
      (await readRange(s3, object, `bytes=${start}-${start + length - 1}`)).bytes;
  }

  /** `end` is exclusive. A directory is read in small steps forward: each miss fetches a whole block. */
  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough();
    const { start: from, bytes } = this.#held;
    const isHeld = start >= from && end <= from + bytes.length;
    const block = isHeld ? Promise.resolve(bytes) : this.#read(start, Math.max(end - start, BLOCK));
    block.then(
      (found) => {
        if (!isHeld) this.#held = { start, bytes: found };
        const at = start - this.#held.start;
        stream.end(found.subarray(at, at + end - start));
      },
      (error: Error) => stream.destroy(error),
    );
    return stream;
  }
}
