import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import { linkIncidentMessage } from './history/incidents.ts';
import type { Incident, Message } from './history/project-state.ts';
import { beginStorm, type Entered, findUnsureSince } from './history/storm.ts';
import { abandonStorm, markShown, settleStorm } from './history/storm-lease.ts';
import { type Entry, listMembers, type StormMember } from './history/storm-members.ts';
import { findStorm, type Storm, setOnStorm } from './history/storm-record.ts';
import type { Report } from './model.ts';
import { getPatience, mayGoOn } from './patience.ts';
import { isOwnAccount } from './place.ts';
import type { Route } from './route.ts';
import { renderButtons } from './slack/buttons.ts';
import { type DeliverOptions, deliver } from './slack/deliver.ts';
import { isRefusal, SlackDeliveryError } from './slack/errors.ts';
import { renderMessage, type Message as SlackMessage } from './slack/message.ts';

/** A storm that was entered by what was read ahead: with the incident as it seemed to be. */
export interface Foreseen extends Entered {
  incident: Incident;
}

/** A failure that is to be told. */
export interface Telling {
  report: Report;
  incident: Incident;
  /** The storm that a new incident entered. */
  entered: Foreseen | undefined;
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

/** What was written: where it stands, and whether it tells of one project. */
interface Shown {
  place: Message;
  isAlone: boolean;
  members: readonly StormMember[];
}

/** What a failure enters a storm with: of its own topic, or of one that it is in already. */
export function getEntry({ incident, report }: Telling, storm?: Storm): Entry {
  return { topic: storm?.topic ?? report.topic ?? incident.fingerprint, incident, report };
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
      await linkOthers(storm, shown, telling, desk);
      const more = await settleStorm(desk.table, storm, shown.place);
      remember(more ?? { ...storm, place: shown.place.channel, ts: shown.place.ts }, desk);
      if (!more) return shown;
      const pause = more.revision > GREAT ? GREAT_PAUSE : Math.min(500 * 2 ** (round - 1), LONGEST_PAUSE);
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

/** Whether somebody deleted the message that was to be changed. */
export function isDeleted(error: unknown): boolean {
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
      : await post(message, telling, desk, { mark: getStormMark(storm), since: findUnsureSince(storm) });
  return { channel: posted.channel, ts: posted.ts, storm: { channel: key, topic, id } };
}

/** What the message of a storm is found by again. */
export function getStormMark({ topic, id }: Pick<Storm, 'topic' | 'id'>): string {
  return `storm ${topic} ${id}`;
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
export async function post(
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

/**
 * Those who came before the message stood did not know where it would. Those who come later see it: once it stood before
 * the list was read, all are in the list who have to be linked, and nobody has to look again.
 */
async function linkOthers(
  storm: Storm,
  { members, place, isAlone }: Shown,
  { incident }: Telling,
  { table, now }: Desk,
): Promise<void> {
  if (isAlone || storm.linkedAt !== undefined) return;
  const others = members.filter(({ project }) => project !== incident.project);
  for (let at = 0; at < others.length; at += LINKED_AT_ONCE) {
    const some = others.slice(at, at + LINKED_AT_ONCE);
    await Promise.all(some.map((member) => linkIncidentMessage(table, member, place, now())));
  }
  if (storm.ts !== undefined) await setOnStorm(table, storm, { set: { linkedAt: now().getTime() } });
}
