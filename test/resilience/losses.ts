import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getWeek } from '../../src/digest/week.ts';
import { readProject } from '../../src/history/incidents.ts';
import { listFailures } from '../../src/history/list.ts';
import { openTable } from '../../src/history/table.ts';
import { renderOrdinal } from '../../src/slack/duration.ts';
import type { Flooded } from './flood.ts';

/** What was lost or doubled in a flood; nothing where all is right. */
export async function findLosses({ flood, aws, slack, lambda }: Flooded): Promise<string[]> {
  const table = openTable(new DynamoDBClient(), 'faultline');
  const total = flood.projects * flood.buildsEach;
  let recorded = 0;
  const projects = new Set<string>();
  const losses: string[] = [];
  for await (const { buildId, project, delivery } of listFailures(
    table,
    getWeek(new Date('2026-11-23'), 'UTC'),
  )) {
    recorded += 1;
    projects.add(project);
    if (delivery !== 'delivered') losses.push(`${buildId} is not marked as told.`);
  }
  if (recorded !== total) losses.push(`${recorded} failures are recorded, not ${total}.`);
  if (lambda.dead.length > 0) losses.push(`${lambda.dead.length} events were given up.`);
  for (const project of projects) {
    const { incidents } = await readProject(table, project);
    const counted = incidents.reduce((sum, { count }) => sum + count, 0);
    if (counted !== flood.buildsEach) losses.push(`${project} counts ${counted}, not ${flood.buildsEach}.`);
    for (const { message, count } of incidents) {
      const told = slack.state.messages.find(({ ts }) => ts === message?.ts);
      if (!told) losses.push(`An incident of ${project} has no message.`);
      // Of many projects only some are listed.
      else if (
        count > 1 &&
        flood.projects < 10 &&
        !JSON.stringify(told).includes(`${renderOrdinal(count)} failure`)
      )
        losses.push(`The message of ${project} does not count ${count}.`);
    }
  }
  for (const { sk, revision, shown, id } of aws.table.items())
    if (sk?.S === 'HEAD' && revision?.N !== shown?.N)
      losses.push(`The message of ${id?.S} shows ${shown?.N} of ${revision?.N}.`);
  const marks = slack.state.messages.map(({ metadata }) => JSON.stringify(metadata?.event_payload ?? null));
  const doubled = marks.filter((mark, index) => mark !== 'null' && marks.indexOf(mark) !== index);
  return [...losses, ...doubled.map((mark) => `Two messages are ${mark}.`)];
}
