import { z } from 'zod';
import { isWithin, type Period, pages } from './list.ts';
import type { HistoryTable } from './table.ts';

/** What of a failure suffices to compare weeks: a tenth of the record to read. */
export interface FailureOutline {
  project: string;
  cause: string;
  endedAt: string;
}

const item = z.object({
  failure: z.object({ project: z.string(), cause: z.string(), endedAt: z.string() }),
});

/** The outlines of a period's failures, in the order of `listFailures`. */
export async function* listOutlines(table: HistoryTable, period: Period): AsyncGenerator<FailureOutline> {
  const { channel } = period;
  const narrowing = {
    ProjectionExpression: 'failure.#project, failure.cause, failure.endedAt',
    ExpressionAttributeNames: {
      '#project': 'project',
      ...(channel !== undefined && { '#channel': 'channel' }),
    },
    ...(channel !== undefined && {
      FilterExpression: '#channel = :channel',
      ExpressionAttributeValues: { ':channel': channel },
    }),
  };
  for await (const { Items = [] } of pages(table, 'FAILURE', period, narrowing)) {
    for (const each of Items) {
      const { failure } = item.parse(each);
      if (isWithin(failure.endedAt, period)) yield failure;
    }
  }
}

/** How many failures a period had: the table counts, nothing of them is read here. */
export async function countFailures(table: HistoryTable, period: Period): Promise<number> {
  const { from, to, channel } = period;
  const narrowing = {
    Select: 'COUNT' as const,
    FilterExpression: `failure.endedAt >= :from AND failure.endedAt < :to${channel === undefined ? '' : ' AND #channel = :channel'}`,
    ...(channel !== undefined && { ExpressionAttributeNames: { '#channel': 'channel' } }),
    ExpressionAttributeValues: {
      ':from': from.toISOString(),
      ':to': to.toISOString(),
      ...(channel !== undefined && { ':channel': channel }),
    },
  };
  let count = 0;
  for await (const page of pages(table, 'FAILURE', period, narrowing)) count += page.Count ?? 0;
  return count;
}
