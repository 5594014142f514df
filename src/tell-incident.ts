import type { Desk } from './desk.ts';
import { BuildHeldError } from './errors.ts';
import type { Incident, Message } from './history/project-state.ts';
import { type Entered, enterStorm, findLinked, joinStorm, recount } from './history/storm.ts';
import { returnLease } from './history/storm-lease.ts';
import type { Storm } from './history/storm-record.ts';
import { getPatience } from './patience.ts';
import { renderButtons } from './slack/buttons.ts';
import { deliver } from './slack/deliver.ts';
import { renderMessage } from './slack/message.ts';
import { getEntry, isDeleted, post, show, type Telling } from './tell-storm.ts';

/**
 * One message an incident, and one for all the incidents of a storm: posts it or changes it, and returns where it
 * stands. Nothing where another worker is at the message: it shows this failure too. Throws what keeps the message
 * from standing.
 */
export async function tellIncident(telling: Telling, desk: Desk): Promise<Message | undefined> {
  const { incident, build } = telling;
  const entered = await enter(telling, desk);
  if ('message' in entered) return changeAlone(telling, entered.message, desk);
  const { storm, mayWrite, members } = entered;
  const shown = mayWrite ? await show(storm, members, telling, desk) : undefined;
  const place = shown?.place ?? findPlace(storm);
  // The worker that began it is at the very same build: whether it gets through is not known yet.
  if (!place && storm.id === build) throw new BuildHeldError(storm.id, undefined);
  if (shown?.isAlone && incident.message?.ts === shown.place.ts)
    await addToThread(telling, shown.place, desk);
  return place;
}

/**
 * The storm that the failure counts in: the one that tells of its incident already, or the one that it entered; or the
 * message that tells of it and is of no storm.
 */
async function enter(telling: Telling, { table, now }: Desk): Promise<Entered | { message: Message }> {
  const { incident, entered, route } = telling;
  const { message } = incident;
  if (entered && (!message || isOf(entered.storm, message))) {
    if (entered.incident.count === incident.count) return entered;
    const recounted = await recount(table, entered, getEntry(telling, entered.storm), now());
    if (recounted) return recounted;
  } else if (entered) await returnLease(table, entered);
  const linked = message?.storm && (await findLinked(table, message.storm));
  if (message && !linked) return { message };
  const joined = linked && (await joinStorm(table, linked, getEntry(telling, linked), now(), false));
  if (joined && joined !== 'has-another') return joined;
  return enterStorm(table, route.channel, getEntry(telling), now());
}

function isOf({ channel, topic, id }: Storm, { storm }: Message): boolean {
  return storm?.channel === channel && storm.topic === topic && storm.id === id;
}

function findPlace({ channel, topic, id, place, ts }: Storm): Message | undefined {
  return place === undefined || ts === undefined
    ? undefined
    : { channel: place, ts, storm: { channel, topic, id } };
}

/** The message of an incident whose storm is forgotten, or that was posted before there were any. */
async function changeAlone(telling: Telling, message: Message, desk: Desk): Promise<Message> {
  const { report, incident } = telling;
  const { count, since } = incident;
  const rendered = renderMessage(report, {
    ...renderButtons(report, desk),
    repeat: count > 1 ? { count, since } : undefined,
  });
  try {
    const place = { channel: message.channel, update: message.ts };
    await deliver(desk.slack, place, rendered, getPatience(desk));
  } catch (error) {
    if (!isDeleted(error)) throw error;
    const marked = { mark: `build ${telling.build}`, since: telling.earlier };
    const { channel, ts } = await post(rendered, telling, desk, marked);
    return { channel, ts };
  }
  await addToThread(telling, message, desk);
  return message;
}

/** A line for each further failure. */
async function addToThread(
  { report, incident, build, earlier }: Telling,
  { channel, ts }: Message,
  desk: Desk,
): Promise<void> {
  const count = getOrdinal(incident, build);
  if (count === 1) return;
  const { text, blocks } = renderMessage(report, { repeat: { count, since: incident.since } });
  const line = { text, blocks: blocks.slice(0, 1), thread: [] };
  const options = { ...getPatience(desk), mark: `failure ${build}`, since: earlier };
  await deliver(desk.slack, { channel, threadTs: ts }, line, options);
}

/** Which failure of its incident a build is. Of the builds the incident keeps the last ones. */
function getOrdinal({ count, builds }: Incident, build: string): number {
  const index = builds.indexOf(build);
  return index === -1 ? count : count - (builds.length - 1 - index);
}
