import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { INDEX, RED } from './keys.ts';
import { type Incident, type Mute, projectState } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** An open incident, and whether its project is muted. */
export interface RedProject {
  incident: Incident;
  mute?: Mute | undefined;
}

/** The open incidents of every project: what is red now, the newest failure first. */
export async function listRed({ client, name }: HistoryTable): Promise<RedProject[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      IndexName: INDEX,
      KeyConditionExpression: 'gsi1pk = :red',
      ExpressionAttributeValues: { ':red': RED },
    },
  );
  const open: RedProject[] = [];
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { incidents, mute } = projectState.parse(item);
      open.push(...incidents.map((incident) => ({ incident, mute })));
    }
  }
  return open.sort((a, b) => Date.parse(b.incident.last.endedAt) - Date.parse(a.incident.last.endedAt));
}
