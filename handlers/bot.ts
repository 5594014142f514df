import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { titles } from '../diagnostics/titles.ts';
import { retryBuild } from '../src/build/retry.ts';
import {
  findOwnAccount,
  findSlackTeam,
  getEventBus,
  getRetrySettings,
  getSlackSettings,
  getTableName,
} from '../src/config.ts';
import { FaultlineError } from '../src/errors.ts';
import { openTable } from '../src/history/table.ts';
import { isOwnAccount } from '../src/place.ts';
import { readSecret } from '../src/secret.ts';
import { sendEvent } from '../src/send-event.ts';
import type { SlackAppSettings } from '../src/slack/app.ts';
import type { Bot, Retry } from '../src/slack/bot.ts';
import { createSlackClient } from '../src/slack/client.ts';
import { REQUESTED } from '../src/slack/request.ts';
import { createRespond } from '../src/slack/respond.ts';

/** Slack waits three seconds: what does not answer soon is better said to be away. */
const QUICK = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
};

/** Milliseconds that one call of Slack may take, for the same reason. */
const QUICK_ANSWER = 2000;

/** What the Slack app works with, however its requests come in. Throws ConfigurationError. */
export async function openBot(
  fail: Bot['fail'],
): Promise<{ bot: Bot; settings: Omit<SlackAppSettings, 'entry'> }> {
  const { botToken, apiUrl } = getSlackSettings();
  const bus = getEventBus();
  const events = new EventBridgeClient(QUICK);
  const table = openTable(new DynamoDBClient(QUICK), getTableName());
  const token = await readSecret(botToken);
  const bot: Bot = {
    table,
    causes: titles,
    request: (request) => sendEvent(events, bus, REQUESTED, request),
    retry: openRetry(),
    answer: (url, response) => createRespond(url, apiUrl, QUICK_ANSWER)(response),
    fail,
    now: () => new Date(),
  };
  return { bot, settings: { token, apiUrl, isOurs: createTeamCheck(token, apiUrl) } };
}

function openRetry(): Retry | undefined {
  const { isOn, users } = getRetrySettings();
  if (!isOn) return undefined;
  return {
    users,
    run: async (failure) => {
      if (!isOwnAccount(failure, { account: findOwnAccount(), region: undefined }))
        throw new FaultlineError('read-only', `Faultline only reads account ${failure.account}.`);
      return retryBuild(new CodeBuildClient({ region: failure.region }), failure);
    },
  };
}

/** The workspace is the one in the settings, else that of the bot token: Slack is asked for it once a process. */
function createTeamCheck(token: string, apiUrl: string | undefined): SlackAppSettings['isOurs'] {
  let team: Promise<string | undefined> | undefined;
  const findTeam = async () => {
    const set = findSlackTeam();
    if (set !== undefined) return set;
    const client = createSlackClient({ token, apiUrl, timeoutMilliseconds: QUICK_ANSWER });
    return (await client.auth.test()).team_id;
  };
  return async (asked) => {
    team ??= findTeam();
    const ours = await team.catch((error) => {
      team = undefined;
      throw error;
    });
    return asked !== undefined && asked === ours;
  };
}
