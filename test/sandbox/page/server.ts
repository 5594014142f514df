import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { LocalSlack } from '../slack/index.ts';
import { type Bundle, buildBundle } from './bundle.ts';
import { HTML, ICON, SECURITY_HEADERS } from './html.ts';
import { type Interactions, interact, openHome, submit, type } from './interactions.ts';
import { createPageState, type PageScenario } from './state.ts';

export interface PageOptions extends Interactions {
  slack: LocalSlack;
  scenarios: readonly PageScenario[];
  /** Lets the build of a scenario fail; the page shows that it is under way until this settles, then what it returns. */
  trigger: (name: string) => Promise<string | undefined>;
  /** The digest as a page of its own; there is none when left out. */
  renderDigest?: (() => Promise<string>) | undefined;
  /** A free port when left out. */
  port?: number | undefined;
}

export interface LocalPage {
  url: string;
  stop(): Promise<void>;
}

interface Context {
  options: PageOptions;
  bundle: Bundle;
  streams: Set<ServerResponse>;
  /** Modals that were closed or submitted. */
  closed: Set<string>;
  /** Whether the workspace takes Slack's own charts. */
  takesCharts: boolean;
  broadcast: () => void;
}

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

/** @returns the page on 127.0.0.1, showing the local Slack as it changes, until it is stopped */
export async function startPage(options: PageOptions): Promise<LocalPage> {
  const streams = new Set<ServerResponse>();
  const closed = new Set<string>();
  const broadcast = coalesce(() => {
    const event = renderState(context);
    for (const stream of streams) stream.write(event);
  });
  const context: Context = {
    options,
    bundle: await buildBundle(),
    streams,
    closed,
    takesCharts: true,
    broadcast,
  };
  const server = createServer((request, response) => {
    answer(context, request, response).catch((error: unknown) =>
      sendJson(response, 500, { error: describe(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const stopListening = options.slack.onChange(broadcast);
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async stop() {
      stopListening();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (!isLocal(request)) return sendJson(response, 403, { error: 'Only for this machine.' });
  if (request.method === 'POST') return act(context, path, request, response);
  switch (path) {
    case '/':
      return send(response, 'text/html; charset=utf-8', HTML);
    case '/page.js':
      return send(response, 'text/javascript; charset=utf-8', context.bundle.script);
    case '/page.css':
      return send(response, 'text/css; charset=utf-8', context.bundle.style);
    case '/icon.svg':
      return send(response, 'image/svg+xml', ICON);
    case '/digest':
      return sendDigest(context.options, response);
    case '/events':
      return stream(context, response);
    default:
      if (path.startsWith('/docs/signatures/')) return sendDoc(path, response);
      return sendFile(context.options.slack, path, response);
  }
}

/** With its style in itself, and without anything else. */
async function sendDigest({ renderDigest }: PageOptions, response: ServerResponse): Promise<void> {
  if (!renderDigest) return sendJson(response, 404, { error: 'There is no digest here.' });
  const page = await renderDigest();
  response
    .writeHead(200, {
      ...SECURITY_HEADERS,
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      'content-type': 'text/html; charset=utf-8',
    })
    .end(page);
}

/** A page about a cause, as it stands in docs/signatures. */
async function sendDoc(path: string, response: ServerResponse): Promise<void> {
  const name = /^\/docs\/signatures\/([a-z0-9-]+\.md)$/.exec(path)?.[1];
  const file = name && new URL(`../../../docs/signatures/${name}`, import.meta.url);
  const text = file && (await readFile(file, 'utf8').catch(() => undefined));
  if (text === undefined || text === '') return sendJson(response, 404, { error: 'No such page.' });
  send(response, 'text/plain; charset=utf-8', text);
}

async function act(
  context: Context,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { options, closed, broadcast } = context;
  const body = await readJson(request);
  const [, kind, name = ''] = path.split('/').map(decodeURIComponent);
  switch (kind) {
    case 'scenario':
      if (!options.scenarios.some((scenario) => scenario.name === name)) {
        return sendJson(response, 404, { error: `No scenario is called ${name}.` });
      }
      return sendJson(response, 200, { notice: await options.trigger(name) });
    case 'interact':
      return sendJson(response, 200, { notice: await interact(options.slack, options, body) });
    case 'command':
      return sendJson(response, 200, { notice: await type(options.slack, options, body) });
    case 'charts': {
      context.takesCharts = !isOff(body);
      options.slack.faults.charts(context.takesCharts);
      broadcast();
      return sendJson(response, 200, {});
    }
    case 'home':
      return sendJson(response, 200, { notice: await openHome(options) });
    case 'view': {
      const told = body === null ? { isClosed: true } : await submit(options.slack, options, body);
      if (told.isClosed) closed.add(name);
      broadcast();
      return sendJson(response, 200, told);
    }
    default:
      return sendJson(response, 404, { error: 'Nothing is here.' });
  }
}

function isOff(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'isOn' in body && body.isOn === false;
}

function stream(context: Context, response: ServerResponse): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
  response.write(renderState(context));
  context.streams.add(response);
  response.on('close', () => context.streams.delete(response));
}

function renderState({ options, closed, takesCharts }: Context): string {
  const { slack, scenarios, renderDigest } = options;
  const hasDigest = renderDigest !== undefined;
  return `data: ${JSON.stringify(createPageState(slack, scenarios, closed, { takesCharts, hasDigest }))}\n\n`;
}

/** A page elsewhere must not reach this server, neither by a name that resolves here nor by a form. */
function isLocal({ headers, method }: IncomingMessage): boolean {
  const host = headers.host?.replace(/:\d+$/, '');
  if (host !== '127.0.0.1' && host !== 'localhost') return false;
  return method !== 'POST' || headers['content-type'] === 'application/json';
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString() || 'null');
}

function sendFile(slack: LocalSlack, path: string, response: ServerResponse): void {
  const file = slack.files.find(({ id }) => path === `/files/${id}`);
  if (file === undefined) sendJson(response, 404, { error: 'Nothing is here.' });
  else send(response, TYPES[extname(file.name).toLowerCase()] ?? 'text/plain; charset=utf-8', file.content);
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': type }).end(body);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Many changes in one turn are told once. */
function coalesce(run: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      run();
    });
  };
}
