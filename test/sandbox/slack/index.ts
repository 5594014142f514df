/** The local Slack: what the app's tests and the page need of it. */
export { findWrongBlocks, findWrongView } from './block-kit/check.ts';
export { LIMITS } from './block-kit/limits.ts';
export { createClient } from './client.ts';
export type { Faults, Outage } from './faults.ts';
export { BOT_TOKEN, type LocalSlack, type LocalSlackOptions, SIGNING_SECRET, startSlack } from './server.ts';
export * from './sign.ts';
export {
  ALICE,
  BOT,
  BUILDS,
  type Call,
  type JsonObject,
  type LocalChannel,
  type LocalFile,
  type LocalMessage,
  type LocalUser,
  type LocalView,
  TEAM,
} from './state.ts';
