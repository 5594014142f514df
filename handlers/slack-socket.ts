import { answerRequest } from '../src/answer-request.ts';
import { getAppToken } from '../src/config.ts';
import { readSecret } from '../src/secret.ts';
import { createSlackApp } from '../src/slack/app.ts';
import { openBot } from './bot.ts';
import { getRequestDesk } from './desk.ts';

/**
 * Tries the app from a laptop, over Socket Mode: `npm run slack:socket`. Needs `SLACK_APP_TOKEN` and the environment of
 * the functions; requests are answered by this process instead of the worker.
 */
const [appToken, { bot, settings }, desk] = await Promise.all([
  readSecret(getAppToken()),
  openBot(console.error),
  getRequestDesk(),
]);
const answering: typeof bot.request = async (request) => {
  answerRequest(request, desk).catch((error: Error) => console.error(error.message));
};
const app = createSlackApp(
  { ...settings, entry: { socketMode: true, appToken } },
  { ...bot, request: answering },
);
await app.start();
console.log('Connected to Slack. Ctrl-C ends it.');
