import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isValidSlackRequest } from '@slack/bolt';

/** The address of the Slack app; what answers there can be changed. */
export interface Entry {
  url: string;
  status: number;
}

/** Stands for the function behind the HTTP API: answers Slack's check of the address, if it is signed with `signingSecret`. */
export async function startEntry(entry: Entry, signingSecret: string): Promise<Server> {
  const started = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const isSigned = isValidSlackRequest({
      signingSecret,
      body,
      headers: {
        'x-slack-signature': String(request.headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(request.headers['x-slack-request-timestamp']),
      },
    });
    response.statusCode = isSigned ? entry.status : 401;
    response.end(
      response.statusCode === 200 ? JSON.stringify({ challenge: JSON.parse(body).challenge }) : '',
    );
  });
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  entry.url = `http://127.0.0.1:${(started.address() as AddressInfo).port}/slack/events`;
  return started;
}
