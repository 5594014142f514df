import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Bucket, StoredObject } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import { renderXml } from '../xml.ts';

/** S3 answers with headers and a body, not with one structure. */
export interface S3Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

function needBucket({ account }: World, name: string): Bucket {
  const found = account.buckets.get(name);
  if (!found) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  return found;
}

function needObject(world: World, bucket: string, key: string): StoredObject {
  const found = needBucket(world, bucket).objects.get(key);
  if (!found) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  return found;
}

function xml(name: string, value: unknown): S3Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${renderXml(name, value, 'flat')}`;
  // The namespace stands on the outermost element only.
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: body.replace(`<${name}>`, `<${name} xmlns="${NAMESPACE}">`),
  };
}

function headersOf(object: StoredObject): Record<string, string> {
  return {
    'content-type': object.contentType ?? 'binary/octet-stream',
    ...(object.contentEncoding && { 'content-encoding': object.contentEncoding }),
    'content-length': String(object.body.length),
    'last-modified': object.lastModified.toUTCString(),
    etag: `"${createHash('md5').update(object.body).digest('hex')}"`,
    'accept-ranges': 'bytes',
  };
}

/** The bytes that a Range header asks for; several ranges at once are answered with the whole, as S3 does. */
export function findRange(range: string | undefined, size: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to || from >= size) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  }
  return { from, to };
}

function getObject(input: z.output<typeof objectInput>, world: World): S3Answer {
  const object = needObject(world, input.Bucket, input.Key);
  const headers = headersOf(object);
  if (input.IfNoneMatch === headers.etag)
    return { status: 304, headers: { etag: headers.etag ?? '' }, body: '' };
  const range = findRange(input.Range, object.body.length);
  if (!range) return { status: 200, headers, body: object.body };
  const body = object.body.subarray(range.from, range.to + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(body.length),
      'content-range': `bytes ${range.from}-${range.to}/${object.body.length}`,
    },
    body,
  };
}

const bucketInput = z.object({ Bucket: z.string() });
const objectInput = bucketInput.extend({
  Key: z.string(),
  Range: z.string().optional(),
  IfNoneMatch: z.string().optional(),
});
const listInput = bucketInput.extend({
  Prefix: z.string().default(''),
  Delimiter: z.string().default(''),
  MaxKeys: z.coerce.number().default(1000),
  StartAfter: z.string().default(''),
  ContinuationToken: z.string().optional(),
});

function listObjects(input: z.output<typeof listInput>, world: World): S3Answer {
  const { Prefix, Delimiter, MaxKeys } = input;
  const after = input.ContinuationToken ?? input.StartAfter;
  const keys = [...needBucket(world, input.Bucket).objects.keys()].sort();
  const entries = new Map<string, 'key' | 'folder'>();
  for (const key of keys.filter((each) => each.startsWith(Prefix))) {
    const cut = Delimiter === '' ? -1 : key.indexOf(Delimiter, Prefix.length);
    if (cut === -1) entries.set(key, 'key');
    else entries.set(key.slice(0, cut + Delimiter.length), 'folder');
  }
  const all = [...entries].filter(([name]) => name > after);
  const page = all.slice(0, MaxKeys);
  const isTruncated = page.length < all.length;
  return xml('ListBucketResult', {
    Name: input.Bucket,
    Prefix,
    Delimiter: Delimiter || undefined,
    MaxKeys,
    KeyCount: page.length,
    IsTruncated: isTruncated,
    NextContinuationToken: isTruncated ? page.at(-1)?.[0] : undefined,
    Contents: page
      .filter(([, kind]) => kind === 'key')
      .map(([key]) => {
        const object = needObject(world, input.Bucket, key);
        return {
          Key: key,
          LastModified: object.lastModified,
          ETag: headersOf(object).etag,
          Size: object.body.length,
          StorageClass: 'STANDARD',
        };
      }),
    CommonPrefixes: page.filter(([, kind]) => kind === 'folder').map(([name]) => ({ Prefix: name })),
  });
}

export const s3: Operations = {
  GetObject: operation(objectInput, getObject),
  HeadObject: operation(objectInput, (input, world) => ({ ...getObject(input, world), body: '' })),
  HeadBucket: operation(bucketInput, ({ Bucket }, world) => {
    const { region } = needBucket(world, Bucket);
    // Another region sends the caller on.
    const status = region === world.region ? 200 : 301;
    return { status, headers: { 'x-amz-bucket-region': region }, body: '' };
  }),
  GetBucketLocation: operation(bucketInput, ({ Bucket }, world) => {
    const { region } = needBucket(world, Bucket);
    // us-east-1 is told as nothing.
    return xml('LocationConstraint', region === 'us-east-1' ? '' : region);
  }),
  ListObjectsV2: operation(listInput, listObjects),
  PutObject: operation(
    objectInput.extend({ Body: z.instanceof(Buffer), ContentType: z.string().optional() }),
    (input, world) => {
      const stored = { body: input.Body, lastModified: world.now(), contentType: input.ContentType };
      needBucket(world, input.Bucket).objects.set(input.Key, stored);
      return { status: 200, headers: { etag: headersOf(stored).etag ?? '' }, body: '' };
    },
  ),
};
