import * as z from 'zod';
import { storedFailure } from './failure.ts';
import { isWithin, type Period, pages } from './list.ts';
import type { HistoryTable } from './table.ts';

/** What a digest counts of a failure: half of the record to read. */
const outline = storedFailure.pick({
  buildId: true,
  project: true,
  cause: true,
  family: true,
  title: true,
  fingerprint: true,
  endedAt: true,
  durationSeconds: true,
  computeType: true,
  image: true,
  line: true,
  url: true,
});
export type FailureOutline = z.infer<typeof outline>;

/** What suffices to compare weeks: a tenth of the record. */
const trace = storedFailure.pick({ project: true, cause: true, endedAt: true });
export type FailureTrace = z.infer<typeof trace>;

/** The outlines of a period's failures, in the order of `listFailures`. */
export function listOutlines(table: HistoryTable, period: Period): AsyncGenerator<FailureOutline> {
  return listPart(table, period, outline);
}

/** Still less of each. */
export function listTraces(table: HistoryTable, period: Period): AsyncGenerator<FailureTrace> {
  return listPart(table, period, trace);
}

async function* listPart<T extends { endedAt: string }>(
  table: HistoryTable,
  period: Period,
  schema: z.ZodObject & z.ZodType<T>,
): AsyncGenerator<T> {
  const item = z.object({ failure: schema });
  const fields = Object.keys(schema.shape);
  const { filter, names, values } = ofChannel(period);
  const narrowing = {
    ProjectionExpression: fields.map((field) => `failure.#${field}`).join(', '),
    ExpressionAttributeNames: {
      ...Object.fromEntries(fields.map((field) => [`#${field}`, field])),
      ...names,
    },
    ...(filter !== undefined && { FilterExpression: filter, ExpressionAttributeValues: values }),
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
  const { filter, names, values } = ofChannel(period);
  const narrowing = {
    Select: 'COUNT' as const,
    FilterExpression: ['failure.endedAt >= :from', 'failure.endedAt < :to', ...(filter ? [filter] : [])].join(
      ' AND ',
    ),
    ...(filter !== undefined && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: {
      ':from': period.from.toISOString(),
      ':to': period.to.toISOString(),
      ...values,
    },
  };
  let count = 0;
  for await (const page of pages(table, 'FAILURE', period, narrowing)) count += page.Count ?? 0;
  return count;
}

/** The table, not this process, leaves out what was told elsewhere. */
function ofChannel({ channel }: Period) {
  if (channel === undefined) return { filter: undefined, names: {}, values: {} };
  return { filter: '#channel = :channel', names: { '#channel': 'channel' }, values: { ':channel': channel } };
}
