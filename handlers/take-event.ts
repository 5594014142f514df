import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseBuildEvent } from '../src/build/event.ts';
import { isQueueEvent, type Queued, readQueued } from '../src/build/queued-event.ts';
import type { Desk } from '../src/desk.ts';
import type { Build } from '../src/model.ts';
import { isRequestEvent, parseRequestEvent } from '../src/slack/request.ts';
import { tellInTurn } from '../src/tell-in-turn.ts';
import type { Openings } from './build-failed.ts';

/** Takes what the worker is handed: one event, or those of the queue. Throws what its handler throws. */
export async function takeEvent(event: unknown, context: Context, openings: Openings): Promise<unknown> {
  if (!isQueueEvent(event)) return take({ event }, openings);
  // Only here: most events come by themselves.
  const { BatchProcessor, EventType, processPartialResponse } = await import('@aws-lambda-powertools/batch');
  const retell = async (record: SQSRecord) => take(readQueued(record.body), openings);
  const processor = new BatchProcessor(EventType.SQS);
  return processPartialResponse(event as SQSEvent, retell, processor, {
    context,
    throwOnFullBatchFailure: false,
  });
}

async function take(queued: Queued, openings: Openings): Promise<unknown> {
  const { event } = queued;
  return isRequestEvent(event) ? answerAsked(event, openings) : tellBuild(queued, openings);
}

async function answerAsked(event: unknown, { getRequestDesk }: Openings): Promise<unknown> {
  const desk = await getRequestDesk();
  const request = parseRequestEvent(event);
  // Only here: most events are builds.
  const { answerRequest } = await import('../src/answer-request.ts');
  const answered = await answerRequest(request, desk);
  const { logger } = await import('./logger.ts');
  logger.info('request answered', { request: request.id, kind: request.kind, answered });
  return answered;
}

async function tellBuild({ event, notBefore }: Queued, { getDesk }: Openings): Promise<unknown> {
  const build = parseBuildEvent(event);
  if (build.status === 'IN_PROGRESS') return { kind: 'running' };
  const desk = await getDesk();
  const told =
    build.status === 'SUCCEEDED'
      ? await tellGreen(build, desk)
      : await tellInTurn(event, build, desk, notBefore);
  const { logger } = await import('./logger.ts');
  logger.info('build told', { buildId: build.id, status: build.status, told });
  return told;
}

async function tellGreen(build: Build, desk: Desk): Promise<unknown> {
  const { tellRecovery } = await import('../src/tell-recovery.ts');
  return tellRecovery(build, desk);
}
