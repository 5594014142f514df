import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';
import type { JsonObject } from './state.ts';

/** @returns the whole body of a request */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * @returns the arguments of a request: from its query and from its body, a form or JSON
 * @throws Refusal `invalid_json`, `json_not_object`, as Slack words it
 */
export function parseArguments(request: IncomingMessage, url: URL, body: Buffer): JsonObject {
  const query = Object.fromEntries(url.searchParams);
  const type = request.headers['content-type'] ?? '';
  if (!type.includes('json'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  const parsed = parseJson(body.toString());
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw new Refusal('json_not_object');
  return { ...query, ...parsed };
}

/** @returns the bytes of an upload, sent as they are or as the one file of a multipart form */
export async function parseUpload(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => value instanceof Blob);
  return file === undefined ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch (cause) {
    throw Object.assign(new Refusal('invalid_json'), { cause });
  }
}
