import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readProject } from './incidents.ts';
import { incidentKey } from './keys.ts';
import { type ClosedIncident, readClosedIncident } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** The incident that a build opened and a green build ended; nothing where it is open, or where another build opened it. */
export async function findClosedIncident(
  table: HistoryTable,
  project: string,
  openedBy: string,
): Promise<ClosedIncident | undefined> {
  // In this order: until it is archived it is untold.
  const { untold } = await readProject(table, project);
  const waiting = untold.find((each) => each.openedBy === openedBy);
  if (waiting) return waiting;
  const { client, name } = table;
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: incidentKey(project, openedBy), ConsistentRead: true }),
  );
  return Item && readClosedIncident(Item.incident);
}
