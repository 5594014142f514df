import type { IncomingMessage } from 'node:http';
import type { Call } from './call.ts';
import { AwsError } from './errors.ts';
import { parseQuery } from './query.ts';
import { getRestCall } from './rest-call.ts';

export type Protocol = 'json' | 'query' | 'ec2' | 's3' | 'rest';

/** A request as it came in, with all of its body. */
export interface Incoming {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
}

/** Reads a request to its end. */
export async function readRequest(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const body = Buffer.concat(chunks);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://localhost'),
    headers,
    body: headers['content-encoding']?.includes('aws-chunked') ? readChunks(body) : body,
  };
}

/** The content of an `aws-chunked` body: chunks of `size[;signature]\r\n data \r\n`, trailing headers let go. */
function readChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, Math.max(at, end)), 16);
    if (end === -1 || !(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

const PROTOCOLS: Record<string, Protocol> = {
  cloudformation: 'query',
  iam: 'query',
  sts: 'query',
  ec2: 'ec2',
  s3: 's3',
  lambda: 'rest',
  scheduler: 'rest',
};

/** The protocol that a service speaks. */
export function protocolOf(service: string): Protocol {
  return PROTOCOLS[service] ?? 'json';
}

export interface Scope {
  /** The access key that signed. */
  key: string;
  service: string;
  region: string;
}

/** Whom the request is signed for, from the credential scope: key/date/REGION/SERVICE/aws4_request. */
export function findScope({ headers, url }: Incoming): Scope | undefined {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const scope = (signed ?? url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  const [region, service] = scope.slice(-3);
  return region && service ? { key: scope[0] ?? '', region, service } : undefined;
}

/**
 * What is asked of whom. Takes the request and its scope.
 * Throws a SerializationException where the body is not what the protocol says.
 */
export function getCall(incoming: Incoming, scope: Omit<Scope, 'key'> & { key?: string }, at: Date): Call {
  const protocol = protocolOf(scope.service);
  if (protocol === 's3') return { ...scope, at, ...getS3Call(incoming) };
  if (protocol === 'rest') return { ...scope, at, ...getRestCall(scope.service, incoming) };
  if (protocol === 'query' || protocol === 'ec2')
    return { ...scope, at, ...parseQuery(incoming.body.toString()) };
  const operation = incoming.headers['x-amz-target']?.split('.').at(-1) ?? '';
  try {
    return { ...scope, at, operation, input: JSON.parse(incoming.body.toString() || '{}') };
  } catch {
    throw new AwsError('SerializationException', 'Could not parse the request body as JSON');
  }
}

/** S3 says its operation with the method, the path and the query. Path style only. */
function getS3Call({ method, url, headers, body }: Incoming): Pick<Call, 'operation' | 'input'> {
  const [, Bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const Key = rest.join('/');
  const query = url.searchParams;
  const value = (name: string) => query.get(name) ?? undefined;
  if (Key !== '') {
    const operation =
      { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject' }[method] ?? `${method} object`;
    const read = { Bucket, Key, Range: headers.range, IfNoneMatch: headers['if-none-match'] };
    return {
      operation,
      input: method === 'PUT' ? { Bucket, Key, Body: body, ContentType: headers['content-type'] } : read,
    };
  }
  if (method === 'HEAD') return { operation: 'HeadBucket', input: { Bucket } };
  if (method !== 'GET' || Bucket === '') return { operation: `${method} bucket`, input: { Bucket } };
  if (query.has('location')) return { operation: 'GetBucketLocation', input: { Bucket } };
  if (query.get('list-type') !== '2') return { operation: 'ListObjects', input: { Bucket } };
  return {
    operation: 'ListObjectsV2',
    input: {
      Bucket,
      Prefix: value('prefix'),
      Delimiter: value('delimiter'),
      MaxKeys: value('max-keys'),
      StartAfter: value('start-after'),
      ContinuationToken: value('continuation-token'),
    },
  };
}
