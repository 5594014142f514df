import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readDigest } from '../../src/digest/read-digest.ts';
import { getWeek } from '../../src/digest/week.ts';
import { readProject } from '../../src/history/incidents.ts';
import { listFailures } from '../../src/history/list.ts';
import { type HistoryTable, openTable } from '../../src/history/table.ts';
import type { BusEvent } from '../sandbox/aws/index.ts';
import { getMessages, type LocalMessage } from '../sandbox/slack/state.ts';
import type { Kill } from './gate.ts';
import type { Story } from './stories.ts';
import { openWorld, START, type World } from './world.ts';

/** Which worker of a story dies when, and what goes on around it. */
export interface Death {
  /** Step of the story and event in it. */
  step: number;
  event: number;
  kill: Kill;
  /** Whether the next steps happen before the dead worker's event is tried again. */
  isOverlapped: boolean;
  /** Whether a second worker gets the same event at the same time. */
  isTwice: boolean;
}

export interface Lived {
  world: World;
  /** The calls of the worker that died, or of all workers where none did: by step and event. */
  calls: string[][][];
  /** Whether it did die. */
  hasDied: boolean;
}

/** Lets a story happen. What a worker could not tell is tried again, as Lambda and the queue do, until it is told. */
export async function liveThrough(story: Story, death?: Death): Promise<Lived> {
  const world = openWorld();
  const { throttledReads: times } = story;
  if (times) world.aws.faults.fail('logs:GetLogEvents', { code: 'ThrottlingException', times });
  const calls: string[][][] = [];
  const untold: BusEvent[] = [];
  let hasDied = false;
  for (const [step, runs] of story.steps.entries()) {
    const start = Math.max(...runs.map(({ minute }) => minute));
    world.clock.now = Math.max(world.clock.now, START + (start + 3) * 60_000);
    const events = runs.map((run) => world.arrange(run));
    const made = await Promise.all(
      events.map(async (event, index) => {
        const isHit = death?.step === step && death.event === index;
        const workers = [world.work(event, isHit ? death.kill : undefined)];
        if (isHit && death.isTwice) workers.push(world.work(event));
        const done = await Promise.all(workers);
        hasDied ||= done.some(({ worker }) => worker.isDead);
        if (done.some(({ isDone }) => !isDone)) untold.push(event);
        return done[0]?.worker.calls ?? [];
      }),
    );
    calls.push(made);
    if (!death?.isOverlapped) await retryAll(world, untold);
  }
  await retryAll(world, untold);
  return { world, calls, hasDied };
}

async function retryAll(world: World, untold: BusEvent[]): Promise<void> {
  for (const event of untold.splice(0)) await world.retry(event);
  await world.drain();
}

/** What is wrong with what came out of a story: one sentence each, none where all is right. */
export async function findWrongs(story: Story, { slack }: World, death?: Death): Promise<string[]> {
  const messages = getMessages(slack.state);
  const lines = messages.flatMap(({ thread }) => thread);
  const table = openTable(new DynamoDBClient(), 'faultline');
  const { failures } = await readDigest(table, getWeek(new Date('2026-11-23'), 'UTC'));
  // Whose line it is depends on who was first.
  const wanted = death?.isOverlapped ? [] : story.lines;
  return [
    ...check('messages in the channel', messages.length, story.messages.length),
    ...story.messages.flatMap((says) => check(`messages saying ${says}`, count(messages, says), 1)),
    ...wanted.flatMap((says) => check(`lines saying ${says}`, count(lines, says), 1)),
    ...findDoubles(lines).map((text) => `This line stands there twice: ${text}`),
    ...check('failures in the digest', failures, story.failures),
    ...(await findWrongRecords(story, table, messages)),
  ];
}

function count(messages: readonly LocalMessage[], says: RegExp): number {
  return messages.filter((message) => says.test(message.text)).length;
}

function findDoubles(lines: readonly LocalMessage[]): string[] {
  const said = lines.map(({ threadTs, text, blocks }) => `${threadTs} ${text} ${withoutIds(blocks)}`);
  return said.filter((text, index) => said.indexOf(text) !== index);
}

function withoutIds(blocks: readonly object[]): string {
  return JSON.stringify(blocks.map((block) => ({ ...block, block_id: undefined })));
}

function check(what: string, is: number, should: number): string[] {
  return is === should ? [] : [`${is} ${what}, not ${should}`];
}

/** What the history should say: every build told, every open incident linked to a message that stands. */
async function findWrongRecords(
  { steps, open }: Story,
  table: HistoryTable,
  messages: readonly LocalMessage[],
): Promise<string[]> {
  const projects = new Set(steps.flat().map(({ project }) => project));
  const states = await Promise.all([...projects].map((project) => readProject(table, project)));
  const incidents = states.flatMap((state) => state.incidents);
  const unlinked = incidents.filter(
    ({ message }) => !messages.some(({ ts, channel }) => ts === message?.ts && channel === message.channel),
  );
  const untold: string[] = [];
  const week = getWeek(new Date('2026-11-23'), 'UTC');
  for await (const { buildId, delivery } of listFailures(table, week))
    if (delivery !== 'delivered') untold.push(buildId);
  return [
    ...check('open incidents', incidents.length, open),
    ...unlinked.map(({ project }) => `The incident of ${project} is linked to no message.`),
    ...untold.map((build) => `${build} is not marked as told.`),
    ...check('recoveries left to tell', states.flatMap((state) => state.untold).length, 0),
  ];
}
