import { isValidSlackRequest } from '@slack/bolt';

/** The part of an HTTP API's event (payload 2.0) that is looked at. */
export interface HttpRequest {
  headers: Record<string, string | undefined>;
  body?: string | undefined;
  isBase64Encoded?: boolean | undefined;
}

export interface GateSettings {
  signingSecret: string;
  isOurs: (team: string | undefined) => Promise<boolean>;
  /** Whether a request is seen for the first time. */
  isNew: (request: string) => Promise<boolean>;
}

/** Why a request does not get in; for the log. */
export type Refusal = 'signature' | 'workspace' | 'replay';

/**
 * Looks at a request before Bolt does: signed by Slack within five minutes (by Bolt's own check), of our workspace, and
 * not the very same request again. Returns why it is refused, or nothing.
 */
export async function findRefusal(
  request: HttpRequest,
  { signingSecret, isOurs, isNew }: GateSettings,
): Promise<Refusal | undefined> {
  const body = readBody(request);
  const sentAt = Number(getHeader(request, 'x-slack-request-timestamp'));
  const isSigned = isValidSlackRequest({
    signingSecret,
    body,
    headers: {
      'x-slack-signature': getHeader(request, 'x-slack-signature') ?? '',
      'x-slack-request-timestamp': sentAt,
    },
  });
  if (!isSigned) return 'signature';
  const { isCheck, team } = readTeam(body, getHeader(request, 'content-type') ?? '');
  if (isCheck) return undefined;
  if (!(await isOurs(team))) return 'workspace';
  // What was signed, not how the signature was written down.
  return (await isNew(`${sentAt}:${body}`)) ? undefined : 'replay';
}

/** As Bolt reads it, so that both look at the same bytes. */
function readBody({ body = '', isBase64Encoded }: HttpRequest): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('ascii') : body;
}

function getHeader({ headers }: HttpRequest, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Slack checks the address itself with requests that belong to no workspace. */
function readTeam(body: string, type: string): { isCheck: boolean; team: string | undefined } {
  const form = type.includes('json') ? undefined : new URLSearchParams(body);
  const text = form ? form.get('payload') : body;
  const payload: unknown = text === null ? {} : parse(text);
  const {
    team_id,
    team,
    type: kind,
  } = (payload ?? {}) as {
    team_id?: string;
    team?: { id?: string } | null;
    type?: string;
  };
  const isCheck = kind === 'url_verification' || form?.has('ssl_check') === true;
  return { isCheck, team: form?.get('team_id') ?? team_id ?? team?.id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
