import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type DeliveredFailure, readFailure } from './failure.ts';
import { INDEX, type Listed, listDays } from './keys.ts';
import { type ClosedIncident, readClosedIncident } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** A time from `from` (included) to `to` (excluded), of one project or of all. */
export interface Period {
  from: Date;
  to: Date;
  project?: string | undefined;
}

/** Failures by the end of their build, one page in memory at a time: day by day, in a day by project, then by time. */
export async function* listFailures(table: HistoryTable, period: Period): AsyncGenerator<DeliveredFailure> {
  for await (const item of list(table, 'FAILURE', period)) {
    const failure = readFailure(item);
    if (isWithin(failure.endedAt, period)) yield failure;
  }
}

/** Incidents by the end of the green build that closed them, in the same order. */
export async function* listClosedIncidents(
  table: HistoryTable,
  period: Period,
): AsyncGenerator<ClosedIncident> {
  for await (const item of list(table, 'INCIDENT', period)) {
    const incident = readClosedIncident(item.incident);
    if (isWithin(incident.closedBy.endedAt, period)) yield incident;
  }
}

async function* list({ client, name }: HistoryTable, kind: Listed, { from, to, project }: Period) {
  for (const day of listDays(kind, from, to)) {
    const pages = paginateQuery(
      { client },
      {
        TableName: name,
        IndexName: INDEX,
        KeyConditionExpression:
          project === undefined ? 'gsi1pk = :day' : 'gsi1pk = :day AND begins_with(gsi1sk, :project)',
        ExpressionAttributeValues: {
          ':day': day,
          ...(project !== undefined && { ':project': `${project}#` }),
        },
      },
    );
    for await (const page of pages) yield* page.Items ?? [];
  }
}

function isWithin(time: string, { from, to }: Period): boolean {
  const at = Date.parse(time);
  return at >= from.getTime() && at < to.getTime();
}
