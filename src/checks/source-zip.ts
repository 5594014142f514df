import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { SourceArchive } from '../model.ts';
import { openS3Object, readS3Text } from './s3-ranges.ts';
import type { Source, SourceFile, SourceTree } from './source.ts';

/** Of a larger archive or folder only so many names are read. */
const MAX_FILES = 100_000;
/** A file that is read is a buildspec: this is more than any has. */
const MAX_BYTES = 1_000_000;
/** The system that wrote an entry; Unix is the one that keeps modes. APPNOTE.TXT 4.4.2 */
const UNIX = 3;

/** A zip in S3: its directory is read by ranges, a file only when it is asked for. */
export function openArchive(s3: S3Client, archive: SourceArchive): Source {
  return {
    needs: `s3:GetObject on ${archive.bucket}/${archive.key}`,
    list: () => withZip(s3, archive, listEntries),
    read: (path) => withZip(s3, archive, (zip) => readEntry(zip, path)),
  };
}

/** A source that lies unpacked in S3. */
export function openFolder(s3: S3Client, bucket: string, prefix: string): Source {
  return {
    needs: `s3:ListBucket on ${bucket} and s3:GetObject on ${bucket}/${prefix}*`,
    list: () => listFolder(s3, bucket, prefix),
    read: (path) => readS3Text(s3, { bucket, key: prefix + path }),
  };
}

async function withZip<T>(
  s3: S3Client,
  archive: SourceArchive,
  use: (zip: ZipFile) => Promise<T>,
): Promise<T> {
  const { reader, size } = await openS3Object(s3, archive);
  const zip = await fromRandomAccessReaderPromise(reader, size, { lazyEntries: true, autoClose: false });
  return use(zip);
}

async function listEntries(zip: ZipFile): Promise<SourceTree> {
  const files: SourceFile[] = [];
  for await (const entry of zip.eachEntry()) {
    if (files.length >= MAX_FILES) return { files, isPartial: true };
    if (!entry.fileName.endsWith('/'))
      files.push({ path: entry.fileName, isExecutable: isExecutable(entry) });
  }
  return { files, isPartial: false };
}

/** The Unix mode stands in the upper half of the external attributes. */
function isExecutable({ versionMadeBy, externalFileAttributes }: Entry): boolean | undefined {
  const mode = externalFileAttributes >>> 16;
  return versionMadeBy >> 8 === UNIX && mode !== 0 ? (mode & 0o111) !== 0 : undefined;
}

async function readEntry(zip: ZipFile, path: string): Promise<string | undefined> {
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== path) continue;
    if (entry.uncompressedSize > MAX_BYTES) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
  return undefined;
}

async function listFolder(s3: S3Client, Bucket: string, Prefix: string): Promise<SourceTree> {
  const files: SourceFile[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
    for (const { Key } of Contents)
      if (Key && !Key.endsWith('/')) files.push({ path: Key.slice(Prefix.length) });
    if (files.length >= MAX_FILES) return { files, isPartial: true };
  }
  return { files, isPartial: false };
}
