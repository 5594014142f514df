import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import { BuildHeldError } from './errors.ts';
import { linkIncidentMessage } from './history/incidents.ts';
import type { Incident, Message } from './history/project-state.ts';
import {
  abandonStorm,
  beginStorm,
  type Entered,
  enterStorm,
  findStorm,
  findUnsureSince,
  joinStorm,
  markShown,
  type Storm,
  settleStorm,
} from './history/storm.ts';
import { type Entry, listMembers, type StormMember } from './history/storm-members.ts';
import type { Report } from './model.ts';
import { getPatience, mayGoOn } from './patience.ts';
import { isOwnAccount } from './place.ts';
import type { Route } from './route.ts';
import { renderButtons } from './slack/buttons.ts';
import { type DeliverOptions, deliver } from './slack/deliver.ts';
import { isRefusal, SlackDeliveryError } from './slack/errors.ts';
import { renderMessage, type Message as SlackMessage } from './slack/message.ts';

/** A failure that is to be told. */
export interface Telling {
  report: Report;
  incident: Incident;
  /** The storm that a new incident entered. */
  entered: Entered | undefined;
  route: Route;
  /** The build that it is told for. */
  build: string;
  /** Since when earlier attempts at this build may have posted something; nothing where there were none. */
  earlier: Date | undefined;
}

/** Errors of Slack that another channel does not have. */
const WRONG_CHANNEL = /^(?:channel_not_found|not_in_channel|is_archived|restricted_action.*)$/;
const LINKED_AT_ONCE = 25;
/** With their pauses shorter than the lease, and than a function may run. */
const MAX_ROUNDS = 7;
const LONGEST_PAUSE = 4000;
/** Of a storm of so many failures the list is not read by the second. Slack takes fifty updates a minute, of all channels. */
const GREAT = 50;
const GREAT_PAUSE = 8000;
const MAX_REMEMBERED = 500;

/**
 * One message an incident, and one for all the incidents of a storm: posts it or changes it, and returns where it
 * stands. Nothing where another worker is at the message: it shows this failure too. Throws what keeps the message
 * from standing.
 */
export async function tellIncident(telling: Telling, desk: Desk): Promise<Message | undefined> {
  const { incident, route } = telling;
  const before = incident.message && (await findLinkedStorm(incident, desk));
  if (incident.message && !before) return changeAlone(telling, incident.message, desk);
  const joined =
    before && (await joinStorm(desk.table, before, getEntry(telling, before), desk.now(), false));
  const entered = before ? (joined === 'has-another' ? undefined : joined) : telling.entered;
  const { storm, mayWrite, members } =
    entered ?? (await enterStorm(desk.table, route.channel, getEntry(telling), desk.now()));
  const shown = mayWrite ? await show(storm, members, telling, desk) : undefined;
  const place = shown?.place ?? findPlace(storm);
  // The worker that began it is at the very same build: whether it gets through is not known yet.
  if (!place && storm.id === incident.last.build) throw new BuildHeldError(storm.id, undefined);
  if (shown?.isAlone && incident.message?.ts === shown.place.ts)
    await addToThread(telling, shown.place, desk);
  return place;
}

function getEntry({ incident, report }: Telling, storm?: Storm): Entry {
  return { topic: storm?.topic ?? report.topic ?? incident.fingerprint, incident, report };
}

/** What was written: where it stands, and whether it tells of one project. */
interface Shown {
  place: Message;
  isAlone: boolean;
  members: readonly StormMember[];
}

async function findLinkedStorm({ message }: Incident, { table }: Desk): Promise<Storm | undefined> {
  if (!message?.storm) return undefined;
  const found = await findStorm(table, message.storm.channel, message.storm.topic);
  return found?.id === message.storm.id ? found : undefined;
}

function findPlace({ channel, topic, id, place, ts }: Storm): Message | undefined {
  return place === undefined || ts === undefined
    ? undefined
    : { channel: place, ts, storm: { channel, topic, id } };
}

/**
 * Writes the message until it shows all that has come meanwhile, each time after a pause, so that many failures make few
 * updates. After some rounds the right to write is given back, and what came by then written: who comes later has it.
 */
export async function show(
  entered: Storm,
  known: readonly StormMember[] | undefined,
  telling: Telling,
  desk: Desk,
): Promise<Shown> {
  let storm = entered;
  let members = known;
  for (let round = 1; ; round++) {
    try {
      const shown = await writeFor(storm, members, telling, desk);
      // Who counted itself before the message stood, and was in no list yet, is in the next one.
      if (round <= 2) await linkOthers(shown.members, shown.place, telling, desk);
      const more = await settleStorm(desk.table, storm, shown.place);
      remember(more ?? { ...storm, place: shown.place.channel, ts: shown.place.ts }, desk);
      if (!more) return shown;
      const longest = more.revision > GREAT ? GREAT_PAUSE : LONGEST_PAUSE;
      const pause = Math.min(500 * 2 ** (round - 1), longest);
      if (round === MAX_ROUNDS || !mayGoOn(desk, pause)) return await showLast(more, telling, desk);
      await (desk.pause ?? sleep)(pause);
      const now = await findStorm(desk.table, storm.channel, storm.topic);
      // Another has begun meanwhile: this one is over.
      if (now?.id !== storm.id) return shown;
      storm = now;
    } catch (error) {
      const begun = isDeleted(error) && (await beginAnew(storm, telling, desk));
      if (!begun) {
        await abandonStorm(desk.table, storm, isRefusal(error), findRest(error, desk));
        throw error;
      }
      storm = begun;
    }
    members = undefined;
  }
}

async function writeFor(
  storm: Storm,
  known: readonly StormMember[] | undefined,
  telling: Telling,
  desk: Desk,
): Promise<Shown> {
  const members = known ?? (storm.revision > 1 ? await listMembers(desk.table, storm) : []);
  const place = await write(storm, members, telling, desk);
  return { place, isAlone: members.length <= 1, members };
}

async function showLast(storm: Storm, telling: Telling, desk: Desk): Promise<Shown> {
  await abandonStorm(desk.table, storm, true);
  const last = await findStorm(desk.table, storm.channel, storm.topic);
  const newest = last?.id === storm.id ? last : storm;
  const shown = await writeFor(newest, undefined, telling, desk);
  await markShown(desk.table, newest);
  return shown;
}

/** The next failure that this process tells may be one of the same storm: it then joins without looking for it. */
function remember(storm: Storm, { storms }: Desk): void {
  if (storms.size >= MAX_REMEMBERED) storms.clear();
  storms.set(`${storm.channel} ${storm.topic}`, storm);
}

function isDeleted(error: unknown): boolean {
  return error instanceof SlackDeliveryError && error.code === 'message_not_found';
}

/** Over before the retry of this worker: of all who would write now, one tries again, once a minute. */
const REST = 45_000;

function findRest(error: unknown, { now }: Desk): Date | undefined {
  const isBusy = error instanceof SlackDeliveryError && error.code === 'ratelimited';
  return isBusy ? new Date(now().getTime() + REST) : undefined;
}

/** Somebody deleted the message: to the channel that storm is over. */
async function beginAnew(storm: Storm, telling: Telling, { table, now }: Desk): Promise<Storm | undefined> {
  return beginStorm(table, storm.channel, getEntry(telling, storm), now(), storm);
}

async function write(
  storm: Storm,
  members: readonly StormMember[],
  telling: Telling,
  desk: Desk,
): Promise<Message> {
  const { channel: key, topic, id, place, ts } = storm;
  const message = render(storm, members, telling, desk);
  const posted =
    place !== undefined && ts !== undefined
      ? await deliver(desk.slack, { channel: place, update: ts }, message, getPatience(desk))
      : await post(message, telling, desk, { mark: `storm ${topic} ${id}`, since: findUnsureSince(storm) });
  return { channel: posted.channel, ts: posted.ts, storm: { channel: key, topic, id } };
}

function render(
  { id, began, last }: Storm,
  members: readonly StormMember[],
  { report: own, incident }: Telling,
  { mayRetry, home }: Desk,
): SlackMessage {
  const isStorm = members.length > 1;
  // What people are at already must not change under their hands with every project that joins.
  const first = isStorm ? members.find(({ openedBy }) => openedBy === id)?.report : undefined;
  const report = first ?? own;
  // A role in another account only reads.
  const isOwn = !report.build || isOwnAccount(report.build, home);
  const count = Math.max(incident.count, ...members.map((member) => (isStorm ? 0 : member.count)));
  return renderMessage(report, {
    ...renderButtons(report, { mayRetry: mayRetry && !isStorm && isOwn }),
    repeat: count > 1 ? { count, since: incident.since } : undefined,
    storm: isStorm ? { projects: members, milliseconds: last - began } : undefined,
  });
}

/** To the default channel where the one of a tag or a rule does not take it: better there than nowhere. */
async function post(
  message: SlackMessage,
  { route }: Telling,
  desk: Desk,
  marked: Pick<DeliverOptions, 'mark' | 'since'>,
) {
  const { slack, channel } = desk;
  const options = { ...getPatience(desk), ...marked };
  try {
    return await deliver(slack, { channel: route.channel }, message, options);
  } catch (error) {
    const isWrong = error instanceof SlackDeliveryError && WRONG_CHANNEL.test(error.code);
    if (!isWrong || route.channel === channel) throw error;
    const text = `This was meant for ${route.channel}, by the tag faultline:channel or a rule. ${error.message}`;
    // What does not go below a message costs the message nothing.
    const thread = [{ text, blocks: [] }, ...message.thread];
    return deliver(slack, { channel }, { ...message, thread }, options);
  }
}

/** Those who came before the message stood did not know where it would. Those who come later see it. */
async function linkOthers(
  members: readonly StormMember[],
  place: Message,
  { incident }: Telling,
  { table, now }: Desk,
): Promise<void> {
  const others = members.filter(({ project }) => project !== incident.project);
  for (let at = 0; at < others.length; at += LINKED_AT_ONCE) {
    const some = others.slice(at, at + LINKED_AT_ONCE);
    await Promise.all(some.map((member) => linkIncidentMessage(table, member, place, now())));
  }
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
