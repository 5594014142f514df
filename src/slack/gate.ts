import { isValidSlackRequest } from '@slack/bolt';
import { type Origin, readOrigin } from './origin.ts';

/** The part of an HTTP API's event (payload 2.0) that is looked at. */
export interface HttpRequest {
  headers?: Record<string, string | undefined> | undefined;
  body?: string | null | undefined;
  isBase64Encoded?: boolean | undefined;
  requestContext?: { http?: { method?: string | undefined } | undefined } | undefined;
}

export interface GateSettings {
  signingSecret: string;
  /** Whether a workspace, or an organization, is the one that the app is for. */
  isOurs: (id: string | undefined) => Promise<boolean>;
  /** Whether a request is seen for the first time. */
  isNew: (request: string) => Promise<boolean>;
}

/** Why a request does not get in, for the log, and the status that says so. */
export const STATUS = {
  method: 405,
  size: 413,
  signature: 401,
  type: 415,
  body: 400,
  workspace: 401,
  replay: 401,
} as const;
export type Refusal = keyof typeof STATUS;

/** What Slack sends is a tenth of it at most: a modal holds 250 KB. In characters of base64. */
const MAX_BODY = 1_000_000;
/** Slack's own bound on the age of a request, in seconds; no clock is so wrong that one comes from further ahead. */
const MAX_SKEW = 300;

/** Of the two that Slack sends, with or without a charset. */
type ContentType = 'application/json' | 'application/x-www-form-urlencoded';

/**
 * Looks at a request before Bolt does: a POST of a size that Slack sends, signed by Slack within five minutes (by Bolt's
 * own check, in constant time), readable, of our workspace, and not the very same request again. Returns why it is
 * refused, or nothing.
 */
export async function findRefusal(
  request: HttpRequest,
  settings: GateSettings,
): Promise<Refusal | undefined> {
  if ((request.requestContext?.http?.method ?? 'POST') !== 'POST') return 'method';
  if ((request.body ?? '').length > MAX_BODY) return 'size';
  const body = readBody(request);
  const sentAt = Number(getHeader(request, 'x-slack-request-timestamp'));
  if (!isSigned(request, body, sentAt, settings.signingSecret)) return 'signature';
  const type = findType(request);
  if (!type) return 'type';
  const origin = readOrigin(body, type);
  if (!origin) return 'body';
  if (origin.isCheck) return undefined;
  if (!(await isFromUs(origin, settings.isOurs))) return 'workspace';
  // What was signed, not how the signature was written down.
  return (await settings.isNew(`${sentAt}:${body}`)) ? undefined : 'replay';
}

/** The same request as Bolt reads it right: its content type to the letter, its body as text. It takes base64 for ASCII. */
export function toBoltRequest<T extends HttpRequest>(request: T): T {
  const others = Object.entries(request.headers ?? {}).filter(
    ([name]) => name.toLowerCase() !== 'content-type',
  );
  const headers = { ...Object.fromEntries(others), 'content-type': findType(request) };
  return { ...request, headers, body: readBody(request), isBase64Encoded: false };
}

function isSigned(request: HttpRequest, body: string, sentAt: number, signingSecret: string): boolean {
  if (!Number.isSafeInteger(sentAt) || sentAt > Date.now() / 1000 + MAX_SKEW) return false;
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: {
      'x-slack-signature': getHeader(request, 'x-slack-signature') ?? '',
      'x-slack-request-timestamp': sentAt,
    },
  });
}

/**
 * Of our workspace, or of the organization where the app is for all of it. In a channel shared with another company its
 * people see our buttons: they are strangers too.
 */
async function isFromUs(
  { team, enterprise, userTeam }: Origin,
  isOurs: GateSettings['isOurs'],
): Promise<boolean> {
  if (await isOurs(enterprise)) return true;
  return (await isOurs(team)) && (userTeam === undefined || (await isOurs(userTeam)));
}

function findType(request: HttpRequest): ContentType | undefined {
  const type = (getHeader(request, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' || type === 'application/x-www-form-urlencoded' ? type : undefined;
}

function readBody({ body, isBase64Encoded }: HttpRequest): string {
  return isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
}

function getHeader({ headers }: HttpRequest, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}
