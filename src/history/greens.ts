import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { expireAfter, FAILURE_DAYS, greenKey } from './keys.ts';
import { isWithin, type Period, pages } from './list.ts';
import type { HistoryTable } from './table.ts';

/**
 * Counts a green build, so that a failure rate can be told. A project's day is one record with a set in it: of
 * each build the time and the beginning of its id, so that a repeated event counts once.
 */
export async function recordGreen(
  { client, name }: HistoryTable,
  { project, build, endedAt }: { project: string; build: string; endedAt: string },
  now: Date,
): Promise<void> {
  const day = endedAt.slice(0, 10);
  const time = endedAt.slice(11, 16);
  const id = build.slice(build.lastIndexOf(':') + 1).slice(0, 8);
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: greenKey(project, day),
      UpdateExpression:
        'SET #project = :project, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk, #ttl = :ttl ADD builds :build',
      ExpressionAttributeNames: { '#ttl': 'ttl', '#project': 'project' },
      ExpressionAttributeValues: {
        ':project': project,
        ':gsi1pk': `GREEN#${day}`,
        ':gsi1sk': `${project}#${day}#`,
        ':ttl': expireAfter(FAILURE_DAYS, now),
        ':build': new Set([`${time} ${id}`]),
      },
    }),
  );
}

const item = z.object({ sk: z.string(), project: z.string(), builds: z.set(z.string()) });

/** How many green builds each project had. A project that is not in it had none that is known. */
export async function countGreens(table: HistoryTable, period: Period): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { Items = [] } of pages(table, 'GREEN', period)) {
    for (const each of Items) {
      const { sk, project, builds } = item.parse(each);
      const day = sk.slice('GREEN#'.length);
      const within = [...builds].filter((build) =>
        isWithin(`${day}T${build.slice(0, 5)}:00Z`, period),
      ).length;
      if (within > 0) counts.set(project, (counts.get(project) ?? 0) + within);
    }
  }
  return counts;
}
