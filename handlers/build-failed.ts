import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { signatures } from '../diagnostics/index.ts';
import literals from '../diagnostics/literals.json' with { type: 'json' };
import { connectAws } from '../src/aws.ts';
import { parseBuildEvent } from '../src/build/event.ts';
import { findRequeuedEvent, isQueueEvent } from '../src/build/requeued-event.ts';
import { getAwsEndpoint, getSlackSettings, getTableName } from '../src/config.ts';
import { connectTools } from '../src/connect-tools.ts';
import { openTable } from '../src/history/table.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import { readSecret } from '../src/secret.ts';
import { createSlackClient } from '../src/slack/client.ts';
import { type Desk, tellFailure } from '../src/tell-failure.ts';
import { tellRecovery } from '../src/tell-recovery.ts';

const logger = new Logger({ serviceName: 'faultline' });
const catalogue = compileCatalogue(signatures, literals);
const processor = new BatchProcessor(EventType.SQS);
let desk: Promise<Desk> | undefined;

async function openDesk(): Promise<Desk> {
  const { botToken, channel, apiUrl } = getSlackSettings();
  const aws = connectAws({ endpoint: getAwsEndpoint() });
  const table = openTable(new DynamoDBClient(), getTableName());
  return {
    aws,
    tools: (region) => connectTools(catalogue, aws(region), table),
    table,
    slack: createSlackClient({ token: await readSecret(botToken), apiUrl }),
    channel,
    now: () => new Date(),
  };
}

/**
 * Takes EventBridge's `CodeBuild Build State Change`, or the queue of those that could not be told. Throws for an
 * event that is not one, and for whatever keeps the message from standing: the invocation then counts as failed
 * and is tried again; of a batch from the queue only what failed comes back.
 */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  if (!isQueueEvent(event)) return tellBuild(event);
  const retell = async (record: SQSRecord) => tellBuild(findRequeuedEvent(record.body));
  return processPartialResponse(event as SQSEvent, retell, processor, {
    context,
    throwOnFullBatchFailure: false,
  });
}

async function tellBuild(event: unknown): Promise<unknown> {
  const build = parseBuildEvent(event);
  if (build.status === 'IN_PROGRESS') return { kind: 'running' };
  // A desk that could not be opened is tried anew by the next event.
  desk ??= openDesk();
  const opened = await desk.catch((error) => {
    desk = undefined;
    throw error;
  });
  const told =
    build.status === 'SUCCEEDED' ? await tellRecovery(build, opened) : await tellFailure(build, opened);
  logger.info('build told', { buildId: build.id, status: build.status, told });
  return told;
}
