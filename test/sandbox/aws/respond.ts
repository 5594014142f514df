import { randomUUID } from 'node:crypto';
import type { Call } from './call.ts';
import { AwsError, UnknownOperation } from './errors.ts';
import { protocolOf } from './request.ts';
import type { S3Answer } from './services/s3.ts';
import { renderXml } from './xml.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

const NAMESPACES: Record<string, string> = {
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

const EC2_NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const body = JSON.stringify(value ?? {});
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', ...headers }, body };
}

/** An answer of a REST service: its headers are part of the result. */
export function restJson(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return json(status, value, { 'content-type': 'application/json', ...headers });
}

function queryXml(service: string, status: number, name: string, value: unknown): Answer {
  const body = renderXml(name, value, 'member').replace(
    `<${name}>`,
    `<${name} xmlns="${NAMESPACES[service]}">`,
  );
  return { status, headers: { 'content-type': 'text/xml' }, body: `${body}\n` };
}

function ec2Xml(status: number, name: string, value: unknown): Answer {
  const body = renderXml(name, value, 'item').replace(`<${name}>`, `<${name} xmlns="${EC2_NAMESPACE}">`);
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: `${body}\n` };
}

/** A result in the words of the service's protocol. */
export function renderResult({ service, operation }: Call, result: unknown): Answer {
  const protocol = protocolOf(service);
  if (protocol === 's3' || protocol === 'rest') return result as S3Answer;
  if (protocol === 'json') return json(200, result);
  if (protocol === 'ec2')
    return ec2Xml(200, `${operation}Response`, { requestId: randomUUID(), ...(result as object) });
  return queryXml(service, 200, `${operation}Response`, {
    [`${operation}Result`]: result,
    ResponseMetadata: { RequestId: randomUUID() },
  });
}

/** An error in the words of the service's protocol. What is not AWS's own becomes its InternalFailure. */
export function renderError(service: string, operation: string, error: unknown): Answer {
  const { code, message, status } = toAwsError(service, operation, error);
  const protocol = protocolOf(service);
  if (protocol === 'json' || protocol === 'rest') {
    // Only a few services name the field with a capital, and the SDK reads both.
    return json(status, { __type: code, message }, { 'x-amzn-errortype': code });
  }
  if (protocol === 'query') {
    const Type = status >= 500 ? 'Receiver' : 'Sender';
    return queryXml(service, status, 'ErrorResponse', {
      Error: { Type, Code: code, Message: message },
      RequestId: randomUUID(),
    });
  }
  if (protocol === 'ec2') {
    const Errors = { Error: { Code: code, Message: message } };
    return ec2Xml(status, 'Response', { Errors, RequestID: randomUUID() });
  }
  const body = renderXml(
    'Error',
    { Code: code, Message: message, RequestId: randomUUID(), HostId: 'sandbox' },
    'flat',
  );
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    // A HEAD is answered without a body; the status says it all.
    body: operation.startsWith('Head') ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function toAwsError(service: string, operation: string, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (!(error instanceof UnknownOperation)) return new AwsError('InternalFailure', String(error), 500);
  const protocol = protocolOf(service);
  if (protocol === 'json') return new AwsError('UnknownOperationException', '');
  if (protocol === 'query' || protocol === 'ec2')
    return new AwsError('InvalidAction', `Could not find operation ${operation}`);
  return new AwsError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
  );
}
