import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * One table, one index (`gsi1`, all attributes), no transactions, no scans.
 *
 * | record       | pk           | sk                     | gsi1pk       | gsi1sk                     | read by                     |
 * | ------------ | ------------ | ---------------------- | ------------ | -------------------------- | --------------------------- |
 * | build        | BUILD#id     | BUILD                  | FAILURE#day  | project#endedAt#id         | id; a time, with project    |
 * | project      | PROJECT#name | STATE                  |              |                            | name                        |
 * | incident     | PROJECT#name | INCIDENT#opening build | INCIDENT#day | project#closedAt#opened by | a time, with project        |
 * | last failure | CHANNEL#id   | LAST                   |              |                            | channel                     |
 * | green builds | PROJECT#name | GREEN#day              | GREEN#day    | project#day#               | a time, with project        |
 * | answer       | BUILD#id     | ANSWER#user            | ANSWER#day   | project#time#id            | a time, with project        |
 * | red project  | PROJECT#name | STATE                  | RED          | project                    | all that is red now         |
 * | storm        | STORM#c#t    | HEAD                   |              |                            | channel and topic           |
 * | in a storm   | STORM#c#t    | IN#first build#project |              |                            | storm                       |
 * | once         | ONCE#what    | ONCE                   |              |                            | the very same request       |
 * | swept        | SWEPT#place  | SWEPT                  |              |                            | account and region          |
 * | log's turn   | LOGS#place   | TURN                   |              |                            | account and region          |
 * | digest       | DIGEST#id    | WEEK#2026-W47          |              |                            | channel and week            |
 *
 * - A build's record is its claim (who works on it, whether the message stands) and, once diagnosed, its
 *   failure. Only failures have index keys, so the index holds nothing else of builds.
 * - A project's record holds its open incidents and its last green build together: opening and closing are
 *   conditional writes of one item, so no order of events can leave an incident half closed.
 * - An incident gets its own record when it closes, for the digest. Days are those of UTC; `#` can stand in no
 *   name of a project. https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
 *
 * - A project's record also holds its mute, and is in the index while something is open.
 * - A request for a diagnosis is claimed like a build, under its own id.
 *
 * A storm is one cause (topic: see diagnose/topic.ts) that breaks projects within minutes in one channel: one message with a list.
 *
 * - A new incident begins a storm by a conditional write, which also gives it the lease: the right to write the message.
 *   Alone in it, its message is that of any incident. Where a storm is alive (quiet for less than ten minutes, younger
 *   than an hour) it joins: its own record stands before the storm's `revision` goes up for it, by one write.
 * - Whoever has the lease writes the message from the records, and gives the lease back on condition that the revision
 *   is still the one shown; else it writes again. So any number of failures make one message and few updates, and the
 *   last update shows them all. Who joined before the message stood is linked to it by the writer.
 * - A worker that fails gives the lease back, one that crashes loses it after a minute; its event comes again. A message
 *   that was deleted ends the storm: the next failure begins another.
 * - Recoveries are counted in it; the one that makes all green is told, once, for all.
 *
 * What at-least-once events and crashes do, in the order of the work:
 *
 * | crash or repeat                     | what happens                                                                      |
 * | ----------------------------------- | --------------------------------------------------------------------------------- |
 * | the same event again, while at work | the claim is held: nothing is posted; try again after the lease, should the holder crash |
 * | the same event again, later         | the claim is delivered: nothing is posted                                          |
 * | after the claim                     | the lease runs out, the next attempt takes over; nothing had been posted           |
 * | after the failure is recorded       | the next attempt writes the same record again                                      |
 * | after the incident is opened        | the next attempt finds its build counted, without a message: it posts              |
 * | after the post, before it is linked | the next attempt posts a second time: the one window that is left, one write wide  |
 * | after the link, before delivered    | the next attempt finds the incident's message: it posts nothing and marks delivered |
 * | a worker slower than its lease      | renewing the claim just before the post fails: it stops                            |
 * | green before an older red           | the red one is `over`: it opens no incident                                        |
 * | after incidents close, before told  | the next attempt for the green build gets the same incidents to tell of            |
 */
export interface HistoryTable {
  client: DynamoDBDocumentClient;
  name: string;
}

/** Takes the AWS client, made outside of the handler, and the table's name. */
export function openTable(client: DynamoDBClient, name: string): HistoryTable {
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name,
  };
}
