import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { connectAws, getDefaultRegion, TIME_LIMITS } from '../src/aws.ts';
import { createTagReader } from '../src/build/read-tags.ts';
import {
  findEventBus,
  findOwnAccount,
  findRegion,
  findRetryQueue,
  findSignaturesSource,
  getAwsEndpoint,
  getChannelRules,
  getDocsUrl,
  getMemberSettings,
  getRetrySettings,
  getSlackSettings,
  getTableName,
} from '../src/config.ts';
import { connectTools } from '../src/connect-tools.ts';
import type { Desk, RequestDesk } from '../src/desk.ts';
import { type Announce, DIAGNOSED } from '../src/diagnosed/diagnosed.ts';
import { openTable } from '../src/history/table.ts';
import type { CompiledCatalogue } from '../src/match/catalogue.ts';
import { connectMembers } from '../src/members.ts';
import { readSecret } from '../src/secret.ts';
import { isRefusedForGood, sendEvent } from '../src/send-event.ts';
import { createSlackClient } from '../src/slack/client.ts';
import type { PutOff } from '../src/tell-in-turn.ts';

/** The table is waited for longer: without it nothing is told at all. */
const TABLE_LIMITS = { ...TIME_LIMITS, requestTimeout: 10_000 };

const now = () => new Date();
let desk: Promise<Desk> | undefined;
let catalogue: Promise<typeof import('./catalogue.ts')> | undefined;

/** What the functions that post work with: made once a process. One that could not be opened is tried anew by the next event. */
export async function getDesk(): Promise<Desk> {
  // Begins here, so that it is read beside what a failure is read from.
  getCatalogue();
  desk ??= openDesk();
  return desk.catch((error) => {
    desk = undefined;
    throw error;
  });
}

/** The same for what is asked in Slack. */
export async function getRequestDesk(): Promise<RequestDesk> {
  const region = findRegion() ?? (await getDefaultRegion());
  return { ...(await getDesk()), region, apiUrl: getSlackSettings().apiUrl };
}

/** A desk of its own, as a new process has one. Throws ConfigurationError, and what AWS says of the token's parameter. */
export async function openDesk(): Promise<Desk> {
  const { botToken, channel, apiUrl } = getSlackSettings();
  const home = { account: findOwnAccount(), region: findRegion() };
  const findCredentials = connectMembers(getMemberSettings(), home);
  const aws = connectAws({ endpoint: getAwsEndpoint(), findCredentials });
  const docsUrl = getDocsUrl();
  const table = openTable(new DynamoDBClient({ requestHandler: TABLE_LIMITS }), getTableName());
  return {
    aws,
    tools: (place) => connectTools(getCatalogue(), aws(place), table, docsUrl, home),
    home,
    table,
    slack: createSlackClient({ token: await readSecret(botToken), apiUrl }),
    channel,
    rules: getChannelRules(),
    readTags: createTagReader(now),
    mayRetry: getRetrySettings().isOn,
    announce: openAnnounce(),
    putOff: openPutOff(),
    note: async (problem) => {
      const { logger } = await import('./logger.ts');
      logger.warn('told with less', { error: problem });
    },
    logTurns: new Map(),
    storms: new Map(),
    now,
  };
}

/** Loaded and compiled by the first event, with the team's own signatures. Throws ConfigurationError. */
function getCatalogue(): Promise<CompiledCatalogue> {
  findSignaturesSource();
  catalogue ??= import('./catalogue.ts');
  const warn = async (errors: readonly string[]) => {
    const { logger } = await import('./logger.ts');
    logger.warn('own signatures do not count', { errors });
  };
  return catalogue.then(({ getKnown }) => getKnown(warn)).then((known) => known.catalogue);
}

function openPutOff(): PutOff | undefined {
  const queue = findRetryQueue();
  if (queue === undefined) return undefined;
  return async (event, until, at) => {
    // Only here: few events are put off.
    const { putInQueue } = await import('./retry-queue.ts');
    await putInQueue(queue, event, until, at).catch(async (error) => {
      const { logger } = await import('./logger.ts');
      logger.warn('not put off', { action: 'sqs:SendMessage', queue, error });
      throw error;
    });
  };
}

function openAnnounce(): Announce | undefined {
  const bus = findEventBus();
  if (bus === undefined) return undefined;
  const events = new EventBridgeClient({ requestHandler: TIME_LIMITS });
  return async (detail) => {
    try {
      await sendEvent(events, bus, DIAGNOSED, detail);
    } catch (error) {
      if (!isRefusedForGood(error)) throw error;
      // Tried again for days it would be refused as often, and the message updated each time.
      const { logger } = await import('./logger.ts');
      logger.error('not announced', { build: detail.id, action: 'events:PutEvents', bus, error });
    }
  };
}
