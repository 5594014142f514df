import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { OPCODES, readFrame, writeFrame } from './frames.ts';
import type { HttpApiEvent } from './sign.ts';
import { BOT, type JsonObject } from './state.ts';

/** Requests over a WebSocket that the app opened. https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketMode {
  /** How many connections the app holds. */
  readonly connections: number;
  /** Resolves once the app holds one that is other than those before. */
  connected(): Promise<void>;
  /** Sends a request of `sign.ts` over the newest connection; resolves with what the acknowledgement says. */
  send(request: HttpApiEvent): Promise<JsonObject>;
  /** Asks the app to open another connection, as Slack does every few hours. */
  refresh(): void;
  /** Cuts all connections. */
  stop(): void;
}

export const APP_TOKEN = 'xapp-local';
/** RFC 6455, section 1.3 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** @returns the end of Slack that the server's WebSockets lead to */
export function createSocketMode(server: Server): SocketMode {
  const sockets: Duplex[] = [];
  const waiting = new Map<string, (answer: JsonObject) => void>();
  let isNew = Promise.withResolvers<void>();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    accept(request, socket);
    sockets.push(socket);
    for (const event of ['error', 'end']) socket.on(event, () => socket.destroy());
    socket.on('close', () => void sockets.splice(sockets.indexOf(socket), 1));
    listen(socket, (text) => acknowledge(text, waiting));
    say(socket, { type: 'hello', num_connections: sockets.length, connection_info: { app_id: BOT.app } });
    isNew.resolve();
  });
  return {
    get connections() {
      return sockets.length;
    },
    async connected() {
      await isNew.promise;
      isNew = Promise.withResolvers();
    },
    send(request) {
      const socket = sockets.at(-1);
      if (!socket) throw new Error('The app holds no connection.');
      const id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<JsonObject>();
      waiting.set(id, resolve);
      say(socket, { envelope_id: id, accepts_response_payload: true, ...getEnvelope(request) });
      return promise;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
    },
    refresh() {
      for (const socket of sockets) say(socket, { type: 'disconnect', reason: 'refresh_requested' });
    },
  };
}

function accept({ headers }: IncomingMessage, socket: Duplex): void {
  const key = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`).digest('base64');
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write(`${[...lines, `Sec-WebSocket-Accept: ${key}`].join('\r\n')}\r\n\r\n`);
}

function say(socket: Duplex, message: JsonObject): void {
  socket.write(writeFrame(OPCODES.text, JSON.stringify(message)));
}

function listen(socket: Duplex, onText: (text: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let read = readFrame(rest); read; read = readFrame(rest)) {
      rest = rest.subarray(read.size);
      const { opcode, text } = read.frame;
      if (opcode === OPCODES.text) onText(text);
      if (opcode === OPCODES.ping) socket.write(writeFrame(OPCODES.pong, text));
      if (opcode === OPCODES.close) socket.end(writeFrame(OPCODES.close));
    }
  });
}

function acknowledge(text: string, waiting: Map<string, (answer: JsonObject) => void>): void {
  const { envelope_id: id, payload = {} } = JSON.parse(text);
  waiting.get(id)?.(payload);
  waiting.delete(id);
}

/** What HTTP carries as a form or as JSON, an envelope carries as its payload. */
function getEnvelope({ body, isBase64Encoded, headers }: HttpApiEvent): JsonObject {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  if (headers['content-type']?.includes('json')) return { type: 'events_api', payload: JSON.parse(text) };
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload !== undefined) return { type: 'interactive', payload: JSON.parse(form.payload) };
  return { type: 'slash_commands', payload: form };
}
