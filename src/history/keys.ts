const DAY = 86_400_000;

export const INDEX = 'gsi1';

/** Kinds of records that are listed by time. */
export type Listed = 'FAILURE' | 'INCIDENT' | 'GREEN' | 'ANSWER';

export function buildKey(buildId: string) {
  return { pk: `BUILD#${buildId}`, sk: 'BUILD' };
}

export function projectKey(project: string) {
  return { pk: `PROJECT#${project}`, sk: 'STATE' };
}

export function incidentKey(project: string, openedBy: string) {
  return { pk: `PROJECT#${project}`, sk: `INCIDENT#${openedBy}` };
}

export function channelKey(channel: string) {
  return { pk: `CHANNEL#${channel}`, sk: 'LAST' };
}

export function greenKey(project: string, day: string) {
  return { pk: `PROJECT#${project}`, sk: `GREEN#${day}` };
}

export function answerKey(buildId: string, by: string) {
  return { pk: `BUILD#${buildId}`, sk: `ANSWER#${by}` };
}

export function digestKey(channel: string, week: string) {
  return { pk: `DIGEST#${channel}`, sk: `WEEK#${week}` };
}

/** The open incidents of all projects stand under one key: a list of some dozens, read by the home tab. */
export const RED = 'RED';

/** `place` as the history names it: empty at home. */
export function sweptKey(place: string) {
  return { pk: `SWEPT#${place}`, sk: 'SWEPT' };
}

/** `place` as the history names it: empty at home. */
export function logTurnKey(place: string) {
  return { pk: `LOGS#${place}`, sk: 'TURN' };
}

export function onceKey(what: string) {
  return { pk: `ONCE#${what}`, sk: 'ONCE' };
}

export function stormKey(channel: string, topic: string) {
  return { pk: `STORM#${channel}#${topic}`, sk: 'HEAD' };
}

/** The topic of an incident whose project has another one in the storm that it would enter. */
export function getAloneTopic(fingerprint: string, openedBy: string): string {
  return `${fingerprint}#${openedBy}`;
}

/** A member of a storm; `storm` is the build that began it. */
export function stormMemberKey(channel: string, topic: string, storm: string, project: string) {
  return { pk: `STORM#${channel}#${topic}`, sk: `IN#${storm}#${project}` };
}

/** Where a record of a project is listed: under its day, by project, then by time (ISO). */
export function indexKeys(kind: Listed, project: string, time: string, id: string) {
  return { gsi1pk: `${kind}#${time.slice(0, 10)}`, gsi1sk: `${project}#${time}#${id}` };
}

/** The UTC days that `from` (included) to `to` (excluded) touch, as index keys, oldest first. */
export function listDays(kind: Listed, from: Date, to: Date): string[] {
  const first = Math.floor(from.getTime() / DAY);
  const last = Math.ceil(to.getTime() / DAY);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => {
    return `${kind}#${new Date((first + i) * DAY).toISOString().slice(0, 10)}`;
  });
}

/** DynamoDB's TTL counts in seconds. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export function expireAfter(days: number, now: Date): number {
  return Math.floor(now.getTime() / 1000) + days * 86_400;
}

/** Events are repeated for days at most. */
export const CLAIM_DAYS = 30;
/** A digest compares with the year before. */
export const FAILURE_DAYS = 400;
/** Longer than any storm is red. */
export const STORM_DAYS = 30;
/** A project that nobody built for so long starts anew. */
export const PROJECT_DAYS = 400;
