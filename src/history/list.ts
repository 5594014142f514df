import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type DeliveredFailure, readFailure } from './failure.ts';
import { INDEX, type Listed, listDays } from './keys.ts';
import { type ClosedIncident, readClosedIncident } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** A time from `from` (included) to `to` (excluded), of one project or of all. */
export interface Period {
  from: Date;
  to: Date;
  project?: string | undefined;
  /** Only what was told in this channel, by its id; of outlines, counts and answers. */
  channel?: string | undefined;
}

/** Failures by the end of their build, one page in memory at a time: day by day, in a day by project, then by time. */
export async function* listFailures(table: HistoryTable, period: Period): AsyncGenerator<DeliveredFailure> {
  for await (const { Items = [] } of pages(table, 'FAILURE', period)) {
    for (const item of Items) {
      const failure = readFailure(item);
      if (isWithin(failure.endedAt, period)) yield failure;
    }
  }
}

/** Incidents by the end of the green build that closed them, in the same order. */
export async function* listClosedIncidents(
  table: HistoryTable,
  period: Period,
): AsyncGenerator<ClosedIncident> {
  for await (const { Items = [] } of pages(table, 'INCIDENT', period)) {
    for (const item of Items) {
      const incident = readClosedIncident(item.incident);
      if (isWithin(incident.closedBy.endedAt, period)) yield incident;
    }
  }
}

type Narrowing = Pick<
  QueryCommandInput,
  | 'FilterExpression'
  | 'ProjectionExpression'
  | 'Select'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

/** The pages of a kind's index over the days that a period touches, oldest day first. */
export async function* pages(
  { client, name }: HistoryTable,
  kind: Listed,
  { from, to, project }: Period,
  { ExpressionAttributeValues: values, ...narrowing }: Narrowing = {},
) {
  for (const day of listDays(kind, from, to)) {
    yield* paginateQuery(
      { client },
      {
        TableName: name,
        IndexName: INDEX,
        KeyConditionExpression:
          project === undefined ? 'gsi1pk = :day' : 'gsi1pk = :day AND begins_with(gsi1sk, :project)',
        ...narrowing,
        ExpressionAttributeValues: {
          ':day': day,
          ...(project !== undefined && { ':project': `${project}#` }),
          ...values,
        },
      },
    );
  }
}

export function isWithin(time: string, { from, to }: Period): boolean {
  const at = Date.parse(time);
  return at >= from.getTime() && at < to.getTime();
}
