import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { projectKey } from './keys.ts';
import { readClosedIncident } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** How often a retry alone made a project green: incidents that a build of the very commit that had failed closed. */
export async function countRecoveriesByRetry(
  { client, name }: HistoryTable,
  project: string,
): Promise<number> {
  const { pk } = projectKey(project);
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :incident)',
      ExpressionAttributeValues: { ':pk': pk, ':incident': 'INCIDENT#' },
    },
  );
  let count = 0;
  for await (const { Items = [] } of pages) count += Items.filter((item) => isByRetry(item.incident)).length;
  return count;
}

function isByRetry(item: unknown): boolean {
  const { last, closedBy } = readClosedIncident(item);
  return last.commit !== undefined && last.commit === closedBy.commit;
}
