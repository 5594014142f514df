import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseBuildEvent } from '../src/build/event.ts';
import { findRequeuedEvent, isQueueEvent } from '../src/build/requeued-event.ts';
import type { Desk, RequestDesk } from '../src/desk.ts';
import { isRequestEvent, parseRequestEvent } from '../src/slack/request.ts';
import { tellFailure } from '../src/tell-failure.ts';
import { tellRecovery } from '../src/tell-recovery.ts';
import { getDesk, getRequestDesk } from './desk.ts';
import { logger } from './logger.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What a worker opens before its first event, and again in each new process. */
export interface Openings {
  getDesk: () => Promise<Desk>;
  getRequestDesk: () => Promise<RequestDesk>;
}

/**
 * Takes EventBridge's `CodeBuild Build State Change` and our `Diagnosis Requested`, or the queue of those that could
 * not be told. Throws for an
 * event that is not one, and for whatever keeps the message from standing: the invocation then counts as failed
 * and is tried again; of a batch from the queue only what failed comes back.
 */
export const handler = createHandler({ getDesk, getRequestDesk });

/** The handler of a worker with a desk of its own. */
export function createHandler(openings: Openings): (event: unknown, context: Context) => Promise<unknown> {
  return withoutSecrets(async (event: unknown, context: Context) => {
    const timed = withTime(openings, context);
    if (!isQueueEvent(event)) return take(event, timed);
    const retell = async (record: SQSRecord) => take(findRequeuedEvent(record.body), timed);
    const processor = new BatchProcessor(EventType.SQS);
    return processPartialResponse(event as SQSEvent, retell, processor, {
      context,
      throwOnFullBatchFailure: false,
    });
  });
}

/** The same openings, with what this invocation has left of its time. */
function withTime({ getDesk, getRequestDesk }: Openings, context: Context): Openings {
  const getRemaining = () => context.getRemainingTimeInMillis();
  return {
    getDesk: async () => ({ ...(await getDesk()), getRemaining }),
    getRequestDesk: async () => ({ ...(await getRequestDesk()), getRemaining }),
  };
}

async function take(event: unknown, { getDesk, getRequestDesk }: Openings): Promise<unknown> {
  return isRequestEvent(event) ? answerAsked(event, await getRequestDesk()) : tellBuild(event, getDesk);
}

async function answerAsked(event: unknown, desk: RequestDesk): Promise<unknown> {
  const request = parseRequestEvent(event);
  // Only here: most events are builds.
  const { answerRequest } = await import('../src/answer-request.ts');
  const answered = await answerRequest(request, desk);
  logger.info('request answered', { request: request.id, kind: request.kind, answered });
  return answered;
}

async function tellBuild(event: unknown, getDesk: Openings['getDesk']): Promise<unknown> {
  const build = parseBuildEvent(event);
  if (build.status === 'IN_PROGRESS') return { kind: 'running' };
  const desk = await getDesk();
  const told =
    build.status === 'SUCCEEDED' ? await tellRecovery(build, desk) : await tellFailure(build, desk);
  logger.info('build told', { buildId: build.id, status: build.status, told });
  return told;
}
