import { QUOTAS } from './quotas.ts';
import type { Setting } from './simulate.ts';

const here = QUOTAS.getLogEvents.perSecond;

/** Organisations, from a team's to a million builds a day, and what can be set for the last. */
export const SETTINGS: readonly Setting[] = [
  { name: 'A company', buildsPerDay: 10_000, channels: 1, accounts: 1, apps: 1, logReadsPerSecond: here },
  { name: 'A large one', buildsPerDay: 100_000, channels: 1, accounts: 1, apps: 1, logReadsPerSecond: here },
  {
    name: 'A million, one channel',
    buildsPerDay: 1_000_000,
    channels: 1,
    accounts: 1,
    apps: 1,
    logReadsPerSecond: here,
  },
  {
    name: 'A million, a channel a team',
    buildsPerDay: 1_000_000,
    channels: 500,
    accounts: 1,
    apps: 1,
    logReadsPerSecond: here,
  },
  {
    name: 'A million, ten accounts',
    buildsPerDay: 1_000_000,
    channels: 500,
    accounts: 10,
    apps: 1,
    logReadsPerSecond: here,
  },
  {
    name: 'A million, ten accounts, two Faultlines',
    buildsPerDay: 1_000_000,
    channels: 500,
    accounts: 10,
    apps: 2,
    logReadsPerSecond: here,
  },
  {
    name: 'A million, ten accounts, five Faultlines',
    buildsPerDay: 1_000_000,
    channels: 500,
    accounts: 10,
    apps: 5,
    logReadsPerSecond: here,
  },
];
