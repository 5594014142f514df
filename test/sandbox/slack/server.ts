import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArguments, parseUpload, readBody } from './body.ts';
import { createControls, type SlackControls } from './controls.ts';
import {
  createFaultState,
  createFaults,
  type FaultState,
  holdBack,
  limitRate,
  refuseCharts,
  refusePlanned,
} from './faults.ts';
import { keepUpload } from './methods/files.ts';
import { METHODS } from './methods/index.ts';
import { Refusal } from './refusal.ts';
import { respond } from './response-urls.ts';
import { checkScope } from './scopes.ts';
import { APP_TOKEN, createSocketMode, type SocketMode } from './socket-mode.ts';
import { BUILDS, createState, type JsonObject, type SlackState } from './state.ts';

export const BOT_TOKEN = 'xoxb-local';
export const SIGNING_SECRET = 'local-signing-secret';

export interface LocalSlackOptions {
  /** The only token that is taken. */
  token?: string | undefined;
  /** What the token may do; everything when left out. */
  scopes?: readonly string[] | undefined;
  /** Whether more than one message a second per channel is refused; off unless switched on. */
  rateLimit?: boolean | undefined;
  /** The clock, in milliseconds. */
  now?: (() => number) | undefined;
}

/** A Slack of one team on this machine. */
export interface LocalSlack extends SlackControls {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** What `SLACK_API_URL` must be. */
  apiUrl: string;
  /** What the functions need in theirs to speak to it. */
  environment: Record<string, string>;
  /** Requests to an app that runs over Socket Mode. */
  socketMode: SocketMode;
  stop(): Promise<void>;
}

interface Context {
  state: SlackState;
  faults: FaultState;
  options: LocalSlackOptions;
  url: string;
  notify: () => void;
}

/** @returns a Slack that listens on a free port of 127.0.0.1 until it is stopped */
export async function startSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const state = createState(options.now ?? Date.now);
  const faults = createFaultState(options.rateLimit ?? false);
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  const context: Context = { state, faults, options, url: '', notify };
  const server = createServer((request, response) => {
    answer(context, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socketMode = createSocketMode(server);
  const address = server.address();
  context.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const apiUrl = `${context.url}/api/`;
  return Object.assign(createControls(state, createFaults(faults), listeners, context.url), {
    url: context.url,
    apiUrl,
    environment: {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_CHANNEL: BUILDS,
      SLACK_API_URL: apiUrl,
    },
    socketMode,
    async stop() {
      socketMode.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function answer(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  await holdBack(context.faults);
  if (context.faults.outage === 'unreachable') {
    response.destroy();
    return;
  }
  if (context.faults.outage === 'unavailable') {
    response.writeHead(503, { 'content-type': 'text/plain' }).end('service_unavailable');
    return;
  }
  try {
    const { scopes } = context.options;
    if (scopes) response.setHeader('x-oauth-scopes', scopes.join(','));
    send(response, 200, { ok: true, ...(await route(context, request, body)) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const wrong = error.messages.map((message) => message.replace('[ERROR] ', ''));
    const details =
      wrong.length > 0 ? { errors: wrong, response_metadata: { messages: error.messages } } : {};
    send(response, error.status, { ok: false, error: error.code, ...details }, error.retryAfter);
  }
  context.notify();
}

async function route(context: Context, request: IncomingMessage, body: Buffer): Promise<JsonObject> {
  const url = new URL(request.url ?? '/', context.url);
  const [, kind, ...rest] = url.pathname.split('/');
  const id = rest.at(-1) ?? '';
  if (kind === 'upload') {
    keepUpload(context.state, id, await parseUpload(request, body));
    return {};
  }
  const args = parseArguments(request, url, body);
  if (kind === 'actions') {
    return record(context, 'response_url', args, () => {
      respond(context.state, id, args);
      return {};
    });
  }
  if (kind !== 'api') throw new Refusal('not_found', { status: 404 });
  const { token: sent, ...own } = args;
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? sent;
  return record(context, id, own, () => call(context, id, own, token));
}

/** Keeps the call with what became of it, and fails it when it is planned to. */
function record(context: Context, method: string, args: JsonObject, run: () => JsonObject): JsonObject {
  const call = { method, args, at: context.state.now() };
  try {
    refusePlanned(context.faults, method);
    const result = run();
    context.state.calls.push(call);
    return result;
  } catch (error) {
    context.state.calls.push({ ...call, error: error instanceof Refusal ? error.code : 'internal_error' });
    throw error;
  }
}

function call(
  { state, faults, options, url }: Context,
  name: string,
  args: JsonObject,
  token: unknown,
): JsonObject {
  if (name === 'apps.connections.open') return openConnection(url, token);
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) throw new Refusal('unknown_method');
  if (name !== 'api.test') {
    if (token === undefined || token === '') throw new Refusal('not_authed');
    if (token !== (options.token ?? BOT_TOKEN)) throw new Refusal('invalid_auth');
  }
  checkScope(options.scopes, name);
  refuseCharts(faults, args);
  limitRate(faults, state, name, args);
  return method({ state, args, url });
}

/** With the app's own token, not the bot's. https://docs.slack.dev/reference/methods/apps.connections.open */
function openConnection(url: string, token: unknown): JsonObject {
  if (token !== APP_TOKEN) throw new Refusal('invalid_auth');
  return { url: `${url.replace('http:', 'ws:')}/link` };
}

function send(response: ServerResponse, status: number, body: JsonObject, retryAfter?: number): void {
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    })
    .end(JSON.stringify(body));
}
