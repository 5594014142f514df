import { setTimeout as wait } from 'node:timers/promises';
import { findList, findText } from './arguments.ts';
import { Refusal } from './refusal.ts';
import type { JsonObject, SlackState } from './state.ts';

/** How Slack can be away: it answers 503, or it does not answer at all. */
export type Outage = 'unavailable' | 'unreachable';

/** Makes the local Slack misbehave. */
export interface Faults {
  /** Refuses the next calls of a method (`response_url` for posts to response URLs): once, unless `times` says more. */
  fail(method: string, error: string, more?: { status?: number; retryAfter?: number; times?: number }): void;
  /** Holds every answer back by so many milliseconds. */
  delay(milliseconds: number): void;
  down(outage?: Outage): void;
  /** Ends an outage. */
  up(): void;
  /** Takes one message a second per channel, as Slack does, and answers 429 to more. */
  rateLimit(isOn: boolean): void;
  /** Whether the workspace takes Slack's own chart block: not every one does yet. */
  charts(isOn: boolean): void;
}

interface Failure {
  method: string;
  refusal: Refusal;
  left: number;
}

export interface FaultState {
  failures: Failure[];
  delay: number;
  outage: Outage | undefined;
  isRateLimited: boolean;
  takesCharts: boolean;
  /** When each channel last took a message. */
  lastPosts: Map<string, number>;
}

/** @returns no faults, with the rate limit as given */
export function createFaultState(isRateLimited: boolean): FaultState {
  return {
    failures: [],
    delay: 0,
    outage: undefined,
    isRateLimited,
    takesCharts: true,
    lastPosts: new Map(),
  };
}

/** @returns the switches of these faults */
export function createFaults(faults: FaultState): Faults {
  return {
    fail(method, error, { status = 200, retryAfter, times = 1 } = {}) {
      faults.failures.push({ method, refusal: new Refusal(error, { status, retryAfter }), left: times });
    },
    delay(milliseconds) {
      faults.delay = milliseconds;
    },
    down(outage = 'unavailable') {
      faults.outage = outage;
    },
    up() {
      faults.outage = undefined;
    },
    rateLimit(isOn) {
      faults.isRateLimited = isOn;
    },
    charts(isOn) {
      faults.takesCharts = isOn;
    },
  };
}

/** Waits as long as answers are held back. */
export async function holdBack({ delay }: FaultState): Promise<void> {
  if (delay > 0) await wait(delay);
}

/** @throws Refusal when this call is one that must fail */
export function refusePlanned(faults: FaultState, method: string): void {
  const failure = faults.failures.find((each) => each.method === method && each.left > 0);
  if (failure === undefined) return;
  failure.left -= 1;
  throw failure.refusal;
}

/** @throws Refusal `invalid_blocks` for a chart in a workspace that takes none */
export function refuseCharts({ takesCharts }: FaultState, args: JsonObject): void {
  const at = (findList(args, 'blocks', 'invalid_blocks_format') ?? []).findIndex(
    ({ type }) => type === 'data_visualization',
  );
  if (takesCharts || at === -1) return;
  const message = `[ERROR] unsupported type: data_visualization [json-pointer:/blocks/${at}/type]`;
  throw new Refusal('invalid_blocks', { messages: [message] });
}

/** One message a second per channel. https://docs.slack.dev/apis/web-api/rate-limits @throws Refusal `ratelimited` */
export function limitRate(faults: FaultState, state: SlackState, method: string, args: JsonObject): void {
  if (!faults.isRateLimited || !['chat.postMessage', 'chat.postEphemeral'].includes(method)) return;
  const channel = findText(args, 'channel') ?? '';
  const free = (faults.lastPosts.get(channel) ?? Number.NEGATIVE_INFINITY) + 1000;
  if (state.now() < free) {
    throw new Refusal('ratelimited', { status: 429, retryAfter: Math.ceil((free - state.now()) / 1000) });
  }
  faults.lastPosts.set(channel, state.now());
}
