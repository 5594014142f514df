/** What the local Slack holds: one team, its channels, its people, and what was said. */

export type JsonObject = Record<string, unknown>;

export interface LocalChannel {
  id: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** Whether the app was invited. */
  isMember: boolean;
  /** Set on a direct message: the person on the other side. */
  directWith?: string | undefined;
}

export interface LocalUser {
  id: string;
  name: string;
  realName: string;
  email: string;
  isBot: boolean;
}

export interface Reaction {
  name: string;
  users: string[];
}

/** What a message said before an edit. */
export interface Edit {
  at: string;
  text: string;
  blocks: JsonObject[];
  attachments: JsonObject[];
}

export interface StoredMessage {
  channel: string;
  ts: string;
  threadTs?: string | undefined;
  user: string;
  botId?: string | undefined;
  text: string;
  blocks: JsonObject[];
  attachments: JsonObject[];
  metadata?: JsonObject | undefined;
  /** Only this person sees it. */
  ephemeralFor?: string | undefined;
  unfurlLinks?: boolean | undefined;
  unfurlMedia?: boolean | undefined;
  edits: Edit[];
  reactions: Reaction[];
  files: string[];
}

/** A message as tests and the page read it: a copy, with the replies under it. */
export interface LocalMessage extends StoredMessage {
  thread: LocalMessage[];
}

export interface LocalView {
  id: string;
  kind: 'modal' | 'home';
  user: string;
  hash: string;
  view: JsonObject;
}

export interface LocalFile {
  id: string;
  name: string;
  title: string;
  altText?: string | undefined;
  content: Buffer;
  channels: string[];
  isComplete: boolean;
}

/** One request that the local Slack answered. */
export interface Call {
  /** `chat.postMessage`, or `response_url` for a post to a response URL. */
  method: string;
  args: JsonObject;
  at: number;
  /** The error it was refused with. */
  error?: string | undefined;
}

export interface Trigger {
  user: string;
  at: number;
  isUsed: boolean;
}

export interface ResponseUrl {
  channel: string;
  user: string;
  at: number;
  uses: number;
  /** The message that `replace_original` and `delete_original` mean. */
  originalTs?: string | undefined;
}

export interface SlackState {
  channels: LocalChannel[];
  users: LocalUser[];
  messages: StoredMessage[];
  views: LocalView[];
  files: LocalFile[];
  calls: Call[];
  /** Messages that wait for their time. */
  scheduled: { id: string; channel: string }[];
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  lastTs: number;
  lastId: number;
  now: () => number;
}

export const TEAM = { id: 'T0FAULTLINE', name: 'Faultline', domain: 'faultline' } as const;
export const BOT = {
  user: 'U0FAULTLINE',
  bot: 'B0FAULTLINE',
  app: 'A0FAULTLINE',
  name: 'faultline',
} as const;
export const ALICE = 'U0ALICE';
export const BUILDS = 'C0BUILDS';

/**
 * @param now the clock, in milliseconds
 * @returns the team as it is before anyone spoke: #builds, #general, Alice and the app's own user
 */
export function createState(now: () => number): SlackState {
  return {
    channels: [
      createChannel({ id: BUILDS, name: 'builds', topic: 'What our builds say' }),
      createChannel({ id: 'C0GENERAL', name: 'general', topic: 'Company-wide announcements' }),
    ],
    users: [
      { id: ALICE, name: 'alice', realName: 'Alice Archer', email: 'alice@example.com', isBot: false },
      { id: BOT.user, name: BOT.name, realName: 'Faultline', email: 'bot@example.com', isBot: true },
    ],
    messages: [],
    views: [],
    files: [],
    calls: [],
    scheduled: [],
    triggers: new Map(),
    responseUrls: new Map(),
    lastTs: 0,
    lastId: 0,
    now,
  };
}

/** @returns a public channel that the app is a member of, unless `channel` says otherwise */
export function createChannel(
  channel: Pick<LocalChannel, 'id' | 'name'> & Partial<LocalChannel>,
): LocalChannel {
  return { topic: '', isPrivate: false, isArchived: false, isMember: true, ...channel };
}

/** @returns a timestamp that no other message has, in Slack's form: seconds, a dot, six digits */
export function nextTs(state: SlackState): string {
  state.lastTs = Math.max(state.lastTs + 1, state.now() * 1000);
  return `${Math.floor(state.lastTs / 1e6)}.${String(state.lastTs % 1e6).padStart(6, '0')}`;
}

/** @returns an id that was not used before: the prefix and five characters */
export function nextId(state: SlackState, prefix: string): string {
  state.lastId += 1;
  return `${prefix}${state.lastId.toString(36).toUpperCase().padStart(5, '0')}`;
}

/** @returns copies of what was said in `channel` (id or name; everywhere when left out), replies under their message */
export function getMessages(state: SlackState, channel?: string): LocalMessage[] {
  const id = state.channels.find((each) => each.name === channel?.replace(/^#/, ''))?.id ?? channel;
  const inChannel = state.messages.filter((each) => id === undefined || each.channel === id);
  const tops = new Set(inChannel.map((each) => `${each.channel} ${each.ts}`));
  const isReply = (each: StoredMessage) =>
    each.threadTs !== undefined && each.threadTs !== each.ts && tops.has(`${each.channel} ${each.threadTs}`);
  const copy = (each: StoredMessage): LocalMessage => ({
    ...structuredClone(each),
    thread: inChannel
      .filter((reply) => isReply(reply) && reply.channel === each.channel && reply.threadTs === each.ts)
      .map((reply) => ({ ...structuredClone(reply), thread: [] })),
  });
  return inChannel.filter((each) => !isReply(each)).map(copy);
}
