import { createHash } from 'node:crypto';
import { AwsLambdaReceiver } from '@slack/bolt';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { getSigningSecret } from '../src/config.ts';
import { isFirstTime } from '../src/history/once.ts';
import { readSecret } from '../src/secret.ts';
import { createSlackApp } from '../src/slack/app.ts';
import { findRefusal, type GateSettings, STATUS, toBoltRequest } from '../src/slack/gate.ts';
import { createLibraryLog } from '../src/slack/library-log.ts';
import { openBot } from './bot.ts';
import { withoutSecrets } from './without-secrets.ts';

interface Answer {
  statusCode: number;
  headers?: Record<string, string>;
  body: string;
}

interface Front {
  gate: GateSettings;
  receive: (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer>;
}

let front: Promise<Front> | undefined;

/**
 * Takes what Slack sends to the one address of the app, as an HTTP API hands it over (payload 2.0): commands, presses,
 * modals, events. Answers 401 to what Slack did not sign, signed too long ago or for another workspace, and to the
 * same request again; 405, 413, 415 or 400 to what Slack would not send. It throws nothing that Slack could not read.
 */
export const handler = withoutSecrets(
  async (event: APIGatewayProxyEventV2, context: Context): Promise<Answer> => {
    front ??= openFront();
    const { gate, receive } = await front.catch((error) => {
      front = undefined;
      throw error;
    });
    const refusal = await findRefusal(event, gate);
    if (refusal) {
      const { logger } = await import('./logger.ts');
      logger.warn('refused', { refusal });
      return { statusCode: STATUS[refusal], body: '' };
    }
    return receive(toBoltRequest(event), context);
  },
);

async function openFront(): Promise<Front> {
  const fail = async (error: unknown) => {
    const { logger } = await import('./logger.ts');
    logger.error('not taken up', { error });
  };
  const [signingSecret, { bot, settings }] = await Promise.all([
    readSecret(getSigningSecret()),
    openBot(fail),
  ]);
  const receiver = new AwsLambdaReceiver({ signingSecret, logger: createLibraryLog(fail) });
  createSlackApp({ ...settings, entry: { receiver } }, bot);
  // Of a request only a hash is kept.
  const isNew = (request: string) =>
    isFirstTime(bot.table, `request ${createHash('sha256').update(request).digest('hex')}`, bot.now());
  const receive = await receiver.start();
  return {
    gate: { signingSecret, isOurs: settings.isOurs, isNew },
    receive: async (event, context) => (await receive(event, context)) as Answer,
  };
}
