import type { Kind } from './calls.ts';

/** One build that ended. */
export interface Ended {
  /** Seconds since midnight. */
  at: number;
  kind: Kind;
  /** Of the storm that it is part of: the same cause in many projects, one message. */
  storm?: number | undefined;
  /** Its project's channel. */
  channel: number;
  /** Its account. */
  account: number;
}

export interface Organisation {
  buildsPerDay: number;
  channels: number;
  accounts: number;
}

export const DAY = 86_400;
/** A green project breaks with this chance a build, a red one stays red with that: 8 % of all builds fail. */
const BREAKS = 0.0348;
const STAYS_RED = 0.6;
/** Three times a day one cause breaks many projects within minutes: a registry, a base image, a role. Share of the day's builds. */
const STORMS = [
  { at: 9.5 * 3600, seconds: 180, share: 0.001 },
  { at: 14.2 * 3600, seconds: 300, share: 0.0015 },
  { at: 16.75 * 3600, seconds: 120, share: 0.0005 },
];
/** Nightly builds start together. */
const NIGHTLY = { at: 2 * 3600, seconds: 900, share: 0.02 };

export type Random = () => number;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How busy an hour of the day is: people's mornings and afternoons over a base of machines. */
export function getWeight(seconds: number): number {
  const hour = seconds / 3600;
  const hump = (center: number, width: number) => Math.exp(-(((hour - center) / width) ** 2));
  return 0.25 + 1.6 * hump(10.5, 2) + 1.8 * hump(15, 2.2);
}

/** The day's builds that are not plainly green, by time, and how many are. */
export function makeDay(organisation: Organisation, random: Random): { ended: Ended[]; green: number } {
  const ended: Ended[] = [];
  const stormy = STORMS.reduce((sum, { share }) => sum + share, 0);
  const usual = organisation.buildsPerDay * (1 - stormy);
  const red = BREAKS / (BREAKS + 1 - STAYS_RED);
  const shares: [Kind, number][] = [
    ['new', (1 - red) * BREAKS],
    ['repeat', red * STAYS_RED],
    ['recovery', red * (1 - STAYS_RED)],
  ];
  for (const [kind, share] of shares) {
    const count = Math.round(usual * share);
    for (let i = 0; i < count; i++) ended.push({ at: drawTime(random), kind, ...draw(organisation, random) });
  }
  for (const [storm, { at, seconds, share }] of STORMS.entries()) {
    const count = Math.round(organisation.buildsPerDay * share);
    for (let i = 0; i < count; i++)
      ended.push({ at: at + seconds * random(), kind: 'new', storm, ...draw(organisation, random) });
  }
  const green = organisation.buildsPerDay - ended.length;
  return { ended: ended.sort((a, b) => a.at - b.at), green };
}

function draw({ channels, accounts }: Organisation, random: Random) {
  return { channel: Math.floor(channels * random()), account: Math.floor(accounts * random()) };
}

const HIGHEST = 2.2;

function drawTime(random: Random): number {
  if (random() < NIGHTLY.share) return NIGHTLY.at + NIGHTLY.seconds * random();
  for (;;) {
    const at = DAY * random();
    if (HIGHEST * random() < getWeight(at)) return at;
  }
}
