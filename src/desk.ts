import type { WebClient } from '@slack/web-api';
import type { AwsIn } from './aws.ts';
import type { ReadTags } from './build/read-tags.ts';
import type { Announce } from './diagnosed/diagnosed.ts';
import type { Storm } from './history/storm-record.ts';
import type { HistoryTable } from './history/table.ts';
import type { Home, Place } from './place.ts';
import type { ChannelRule } from './route.ts';
import type { Note } from './slack/find-posted.ts';
import type { PutOff } from './tell-in-turn.ts';
import type { Tools } from './troubleshoot.ts';

/** What a worker works with; made once a process. */
export interface Desk {
  aws: AwsIn;
  tools: (place: Place | string) => Tools;
  /** Where this process runs: the history tells others' projects from its own. */
  home: Home;
  table: HistoryTable;
  slack: WebClient;
  /** Where messages go that neither a tag nor a rule sends elsewhere. */
  channel: string;
  rules: readonly ChannelRule[];
  readTags: ReadTags;
  /** Whether messages have a button that restarts the build. */
  mayRetry: boolean;
  /** Says on the event bus what was told; left out where there is none. */
  announce?: Announce | undefined;
  /** Lets the retry queue hand out an event later; left out where there is none. */
  putOff?: PutOff | undefined;
  /** Takes what a message had to do without, for the log; left out where there is none. */
  note?: Note | undefined;
  /** When the last that waits for its turn at the logs of a place has it, as far as this process knows. */
  logTurns: Map<string, Date>;
  /** Storms that this process told of, by channel and fingerprint. */
  storms: Map<string, Storm>;
  /** Waits, between two updates of a storm's message. */
  pause?: ((milliseconds: number) => Promise<unknown>) | undefined;
  /** Milliseconds that the invocation has left; left out where nobody ends it. */
  getRemaining?: (() => number) | undefined;
  now: () => Date;
}

/** What requests from Slack are answered with. */
export interface RequestDesk extends Desk {
  /** Where a target is looked for that names no region. */
  region: string;
  /** Another Slack than the real one. */
  apiUrl?: string | undefined;
}
