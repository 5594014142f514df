import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { INDEX, RED } from './keys.ts';
import { type Incident, projectState } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** The open incidents of every project: what is red now, the newest failure first. */
export async function listRed({ client, name }: HistoryTable): Promise<Incident[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      IndexName: INDEX,
      KeyConditionExpression: 'gsi1pk = :red',
      ExpressionAttributeValues: { ':red': RED },
    },
  );
  const open: Incident[] = [];
  for await (const { Items = [] } of pages)
    open.push(...Items.flatMap((item) => projectState.parse(item).incidents));
  return open.sort((a, b) => Date.parse(b.last.endedAt) - Date.parse(a.last.endedAt));
}
