import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { signatures } from '../diagnostics/index.ts';
import literals from '../diagnostics/literals.json' with { type: 'json' };
import { connectAws } from '../src/aws.ts';
import { answerQuestions } from '../src/checks/answer.ts';
import { connectChecks } from '../src/checks/clients.ts';
import { getAwsEndpoint, getSlackSettings, getTableName } from '../src/config.ts';
import { openTable } from '../src/history/table.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import { readSecret } from '../src/secret.ts';
import { createSlackClient } from '../src/slack/client.ts';
import type { Desk } from '../src/tell-failure.ts';

const catalogue = compileCatalogue(signatures, literals);
let desk: Promise<Desk> | undefined;

/** What the functions that post work with: made once a process. One that could not be opened is tried anew by the next event. */
export async function getDesk(): Promise<Desk> {
  desk ??= openDesk();
  return desk.catch((error) => {
    desk = undefined;
    throw error;
  });
}

async function openDesk(): Promise<Desk> {
  const { botToken, channel, apiUrl } = getSlackSettings();
  return {
    aws: connectAws({ endpoint: getAwsEndpoint() }),
    tools: (region) => {
      const clients = connectChecks(region);
      return { catalogue, answer: (questions, build) => answerQuestions(clients, questions, build) };
    },
    table: openTable(new DynamoDBClient(), getTableName()),
    slack: createSlackClient({ token: await readSecret(botToken), apiUrl }),
    channel,
    now: () => new Date(),
  };
}
