import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { signatures } from '../diagnostics/index.ts';
import literals from '../diagnostics/literals.json' with { type: 'json' };
import { connectAws, getDefaultRegion } from '../src/aws.ts';
import { createTagReader } from '../src/build/read-tags.ts';
import {
  findRegion,
  getAwsEndpoint,
  getChannelRules,
  getDocsUrl,
  getRetrySettings,
  getSlackSettings,
  getTableName,
} from '../src/config.ts';
import { connectTools } from '../src/connect-tools.ts';
import type { Desk, RequestDesk } from '../src/desk.ts';
import { openTable } from '../src/history/table.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import { readSecret } from '../src/secret.ts';
import { createSlackClient } from '../src/slack/client.ts';

const catalogue = compileCatalogue(signatures, literals);
const now = () => new Date();
let desk: Promise<Desk> | undefined;

/** What the functions that post work with: made once a process. One that could not be opened is tried anew by the next event. */
export async function getDesk(): Promise<Desk> {
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
  const aws = connectAws({ endpoint: getAwsEndpoint() });
  const docsUrl = getDocsUrl();
  const table = openTable(new DynamoDBClient(), getTableName());
  return {
    aws,
    tools: (region) => connectTools(catalogue, aws(region), table, docsUrl),
    table,
    slack: createSlackClient({ token: await readSecret(botToken), apiUrl }),
    channel,
    rules: getChannelRules(),
    readTags: createTagReader(now),
    mayRetry: getRetrySettings().isOn,
    storms: new Map(),
    now,
  };
}
