import { createHmac } from 'node:crypto';
import { SIGNING_SECRET } from './server.ts';
import { ALICE, BOT, BUILDS, type JsonObject, TEAM } from './state.ts';

/** Requests from Slack as an HTTP API hands them to a Lambda function, signed as Slack signs them. */

/** The part of payload format 2.0 that a handler reads. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface HttpApiEvent {
  version: '2.0';
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  headers: Record<string, string>;
  requestContext: JsonObject;
  body: string;
  isBase64Encoded: boolean;
}

export interface SignOptions {
  secret?: string | undefined;
  /** When Slack sent it, in milliseconds; now when left out. */
  at?: number | undefined;
  path?: string | undefined;
  /** API Gateway encodes the bodies of forms; on unless switched off. */
  base64?: boolean | undefined;
  /** Headers to add, such as `x-slack-retry-num`. */
  headers?: Record<string, string> | undefined;
}

/** Who did it, and where. */
interface Scene {
  user?: string | undefined;
  channel?: string | undefined;
  triggerId?: string | undefined;
  responseUrl?: string | undefined;
}

/** @returns the event of a slash command such as `/diagnose project/api` */
export function signSlashCommand(
  { command, text = '', ...scene }: Scene & { command: string; text?: string },
  options?: SignOptions,
): HttpApiEvent {
  const form = new URLSearchParams({
    token: 'deprecated',
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: scene.channel ?? BUILDS,
    channel_name: 'builds',
    user_id: scene.user ?? ALICE,
    user_name: 'alice',
    command,
    text,
    api_app_id: BOT.app,
    is_enterprise_install: 'false',
    response_url: scene.responseUrl ?? 'https://hooks.slack.example/commands/1',
    trigger_id: scene.triggerId ?? '1.2.local',
  });
  return signForm(form, options);
}

/** What was pressed, on which message. */
export interface PressedButton extends Scene {
  actionId: string;
  value?: string | undefined;
  blockId?: string | undefined;
  /** What was pressed when it is no button: `overflow`, `static_select`. */
  type?: string | undefined;
  selectedOption?: JsonObject | undefined;
  /** The message with the button, in Slack's form. */
  message?: (JsonObject & { ts: string; thread_ts?: string | undefined }) | undefined;
  isEphemeral?: boolean | undefined;
}

/** @returns the event of a pressed button. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function signBlockAction(pressed: PressedButton, options?: SignOptions): HttpApiEvent {
  const { actionId, value, blockId = 'actions', message } = pressed;
  const channel = pressed.channel ?? BUILDS;
  const container = {
    type: 'message',
    message_ts: message?.ts,
    channel_id: channel,
    is_ephemeral: pressed.isEphemeral ?? false,
    ...(message?.thread_ts && { thread_ts: message.thread_ts }),
  };
  const action = {
    type: pressed.type ?? 'button',
    action_id: actionId,
    block_id: blockId,
    ...(pressed.selectedOption
      ? { selected_option: pressed.selectedOption }
      : { value, text: { type: 'plain_text', text: actionId } }),
    action_ts: message?.ts ?? '0',
  };
  return signPayload(
    {
      ...describeScene('block_actions', pressed),
      channel: { id: channel, name: 'builds' },
      container,
      ...(message && { message }),
      response_url: pressed.responseUrl ?? 'https://hooks.slack.example/actions/1',
      actions: [action],
      state: { values: {} },
    },
    options,
  );
}

/** @returns the event of a submitted modal. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function signViewSubmission(
  { view, values = {}, ...scene }: Scene & { view: JsonObject; values?: JsonObject },
  options?: SignOptions,
): HttpApiEvent {
  const submitted = {
    id: 'V00000',
    team_id: TEAM.id,
    app_id: BOT.app,
    bot_id: BOT.bot,
    ...view,
    state: { values },
  };
  return signPayload(
    { ...describeScene('view_submission', scene), view: submitted, response_urls: [] },
    options,
  );
}

/** @returns the event of something that happened, such as `app_mention`. https://docs.slack.dev/apis/events-api */
export function signEvent(event: JsonObject & { type: string }, options?: SignOptions): HttpApiEvent {
  const body = {
    token: 'deprecated',
    team_id: TEAM.id,
    api_app_id: BOT.app,
    event,
    type: 'event_callback',
    event_id: 'Ev00000',
    event_time: Math.floor((options?.at ?? Date.now()) / 1000),
    authorizations: [{ team_id: TEAM.id, user_id: BOT.user, is_bot: true, is_enterprise_install: false }],
  };
  return signBody(escapeUnicode(JSON.stringify(body)), 'application/json', { base64: false, ...options });
}

/** @returns the event of any interaction payload, in the form field where Slack puts it */
export function signPayload(payload: JsonObject, options?: SignOptions): HttpApiEvent {
  return signForm(new URLSearchParams({ payload: JSON.stringify(payload) }), options);
}

/** @returns the event of any body, with the headers that prove it comes from Slack. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signBody(body: string, contentType: string, options: SignOptions = {}): HttpApiEvent {
  const {
    secret = SIGNING_SECRET,
    at = Date.now(),
    path = '/slack/events',
    base64 = true,
    headers,
  } = options;
  const seconds = String(Math.floor(at / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return {
    version: '2.0',
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${digest}`,
      ...headers,
    },
    requestContext: {
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      stage: '$default',
    },
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  };
}

function signForm(form: URLSearchParams, options?: SignOptions): HttpApiEvent {
  return signBody(form.toString(), 'application/x-www-form-urlencoded', options);
}

function describeScene(type: string, { user = ALICE, triggerId = '1.2.local' }: Scene): JsonObject {
  return {
    type,
    team: { id: TEAM.id, domain: TEAM.domain },
    user: { id: user, username: 'alice', name: 'alice', team_id: TEAM.id },
    api_app_id: BOT.app,
    token: 'deprecated',
    trigger_id: triggerId,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Slack's JSON is ASCII; so a signature over it does not depend on how a proxy reads the bytes. */
function escapeUnicode(json: string): string {
  return json.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
