import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { SlackDeliveryError } from './errors.ts';

/** Takes whatever a call of the client threw; returns our error for it. */
export function readFailure(cause: unknown, channel: string): SlackDeliveryError {
  if (cause instanceof SlackDeliveryError) return cause;
  if (cause instanceof WebAPIPlatformError) {
    return new SlackDeliveryError({ code: cause.data.error, channel, detail: getDetail(cause), cause });
  }
  if (cause instanceof WebAPIRateLimitedError) {
    return new SlackDeliveryError({
      code: 'ratelimited',
      channel,
      retryAfterSeconds: cause.retryAfter,
      cause,
    });
  }
  if (cause instanceof WebAPIHTTPError) {
    return new SlackDeliveryError({ code: `http ${cause.statusCode}`, channel, cause });
  }
  if (cause instanceof WebAPIRequestError) {
    return new SlackDeliveryError({ code: 'unreachable', channel, detail: cause.original.message, cause });
  }
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new SlackDeliveryError({ code: 'unexpected', channel, detail, cause });
}

function getDetail({ data }: WebAPIPlatformError): string | undefined {
  if ('needed' in data && typeof data.needed === 'string') return `needed: ${data.needed}`;
  return data.response_metadata?.messages?.join(' ') || undefined;
}
