import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { HistoryConflictError } from './errors.ts';
import type { FailureRecord } from './failure.ts';
import { expireAfter, FAILURE_DAYS, incidentKey, indexKeys, PROJECT_DAYS, projectKey, RED } from './keys.ts';
import {
  type BuildPoint,
  type ClosedIncident,
  closeByGreen,
  type Failing,
  forgetTold,
  type Incident,
  type Joined,
  joinIncident,
  linkMessage,
  type Message,
  NOTHING_KNOWN,
  type ProjectState,
  projectState,
} from './project-state.ts';
import type { HistoryTable } from './table.ts';
import { tryIf } from './try-if.ts';

const MAX_TRIES = 60;

/** What is open in a project. Read ahead, it saves `openOrJoinIncident` a round trip. */
export async function readProject({ client, name }: HistoryTable, project: string): Promise<ProjectState> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: projectKey(project), ConsistentRead: true }),
  );
  return Item ? projectState.parse(Item) : NOTHING_KNOWN;
}

/**
 * Counts a failure in the open incident of its project and fingerprint, which it opens where there is none.
 * - `open` with `incident.message`: update that message and count in its thread; nothing to post where `isFirst`.
 * - `open` without: no message stands yet. Post one, then `linkIncidentMessage`.
 * - `over`: a later green build is known already.
 * Throws HistoryConflictError when others keep writing.
 */
export async function openOrJoinIncident(
  table: HistoryTable,
  failure: FailureRecord,
  now: Date,
  known?: ProjectState | undefined,
  isCounted = false,
): Promise<Joined & Left> {
  const join = (state: ProjectState) => joinIncident(state, { ...toFailing(failure), isCounted });
  const { result, state } = await stepProject(table, failure.project, now, join, known);
  return { ...result, state };
}

/** What of a failure its incident keeps. */
export function toFailing(failure: FailureRecord): Failing {
  const { project, fingerprint, cause, title, buildId: build, number, startedAt, endedAt } = failure;
  const { commit, url } = failure;
  return { project, fingerprint, cause, title, build, number, startedAt, endedAt, commit, url };
}

/**
 * Keeps which message tells of an incident, once it was posted. The first one stays, unless it was `deleted` (its ts).
 * `known`, as `openOrJoinIncident` left it, saves a round trip.
 */
export async function linkIncidentMessage(
  table: HistoryTable,
  { project, fingerprint }: Pick<Incident, 'project' | 'fingerprint'>,
  message: Message,
  now: Date,
  { deleted, known }: { deleted?: string | undefined; known?: ProjectState | undefined } = {},
): Promise<void> {
  const link = (state: ProjectState) => ({
    state: linkMessage(state, fingerprint, message, deleted),
    result: undefined,
  });
  await changeProject(table, project, now, link, known);
}

/**
 * Closes the incidents that a green build ended and returns them, to be told. A repeat returns them again
 * until `markRecoveryTold`. Throws HistoryConflictError when others keep writing.
 */
export async function closeIncidents(
  table: HistoryTable,
  project: string,
  green: BuildPoint,
  now: Date,
  known?: ProjectState | undefined,
): Promise<ClosedIncident[]> {
  const closed = await changeProject(table, project, now, (state) => closeByGreen(state, green), known);
  await Promise.all(closed.map((incident) => archive(table, incident, now)));
  return closed;
}

/** The recoveries that this green build brought were told. */
export async function markRecoveryTold(
  table: HistoryTable,
  project: string,
  greenBuild: string,
  now: Date,
): Promise<void> {
  await changeProject(table, project, now, (state) => ({
    state: forgetTold(state, greenBuild),
    result: undefined,
  }));
}

/** Reads, changes and writes a project's record until nobody wrote in between. No write for the same state. */
export async function changeProject<T>(
  table: HistoryTable,
  project: string,
  now: Date,
  step: (state: ProjectState) => { state: ProjectState; result: T },
  known?: ProjectState | undefined,
): Promise<T> {
  return (await stepProject(table, project, now, step, known)).result;
}

/** How a change left the project, unless others write meanwhile. */
interface Left {
  state: ProjectState;
}

async function stepProject<T>(
  table: HistoryTable,
  project: string,
  now: Date,
  step: (state: ProjectState) => { state: ProjectState; result: T },
  known?: ProjectState | undefined,
): Promise<{ result: T } & Left> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const before = tries === 0 && known ? known : await readProject(table, project);
    const { state, result } = step(before);
    if (state === before) return { result, state };
    if (await write(table, project, state, now))
      return { result, state: { ...state, version: state.version + 1 } };
  }
  throw new HistoryConflictError(project, MAX_TRIES);
}

async function write({ client, name }: HistoryTable, project: string, state: ProjectState, now: Date) {
  const { version } = state;
  const command = new PutCommand({
    TableName: name,
    Item: {
      ...projectKey(project),
      ...state,
      // In the index only while something is open.
      ...(state.incidents.length > 0 && { gsi1pk: RED, gsi1sk: project }),
      version: version + 1,
      ttl: expireAfter(PROJECT_DAYS, now),
    },
    ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
    ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
  });
  return (await tryIf(client.send(command))) !== undefined;
}

// Under a key that does not depend on when it is written: a repeat replaces it.
async function archive({ client, name }: HistoryTable, incident: ClosedIncident, now: Date): Promise<void> {
  const { project, openedBy, closedBy } = incident;
  await client.send(
    new PutCommand({
      TableName: name,
      Item: {
        ...incidentKey(project, openedBy),
        ...indexKeys('INCIDENT', project, closedBy.endedAt, openedBy),
        incident,
        ttl: expireAfter(FAILURE_DAYS, now),
      },
    }),
  );
}
