import type { Faults } from './faults.ts';
import { addMessage, findMessage, renderMessage } from './messages.ts';
import { createResponseUrl } from './response-urls.ts';
import {
  ALICE,
  BUILDS,
  type Call,
  createChannel,
  getMessages,
  type LocalChannel,
  type LocalFile,
  type LocalMessage,
  type LocalUser,
  type LocalView,
  nextId,
  type SlackState,
} from './state.ts';

/** What tests and the page do with the local Slack from the inside. */
export interface SlackControls {
  readonly channels: LocalChannel[];
  readonly users: LocalUser[];
  readonly views: LocalView[];
  readonly files: LocalFile[];
  /** Messages that wait for their time. */
  readonly scheduled: readonly { id: string; channel: string }[];
  /** Every call that was answered, refused ones with their error. */
  readonly calls: Call[];
  faults: Faults;
  /** Messages of a channel (id or name), oldest first, replies under theirs; of all channels when left out. */
  messages(channel?: string): LocalMessage[];
  /** A message in Slack's form, as an interaction carries it; nothing for one that only one person sees. */
  describeMessage(channel: string, ts: string): ReturnType<typeof renderMessage> | undefined;
  /** Says something as a person. */
  say(text: string, more?: { channel?: string; user?: string; threadTs?: string }): LocalMessage;
  addChannel(channel: Pick<LocalChannel, 'id' | 'name'> & Partial<LocalChannel>): LocalChannel;
  /** Archives a channel, takes the app out of it, and the like. */
  changeChannel(id: string, change: Partial<LocalChannel>): void;
  /** Forgets what was said, opened, shared and asked; channels and people stay. */
  clear(): void;
  /** A trigger id, as an interaction carries it: opens one view within three seconds. */
  createTrigger(user?: string): string;
  /** A response URL, as an interaction carries it; `originalTs` is the message with the button. */
  createResponseUrl(place?: { channel?: string; user?: string; originalTs?: string | undefined }): string;
  /** Tells the listener after every change. @returns how to stop listening */
  onChange(listener: () => void): () => void;
}

/** @returns the controls over `state`; `url` is where the local Slack listens */
export function createControls(
  state: SlackState,
  faults: Faults,
  listeners: Set<() => void>,
  url: string,
): SlackControls {
  const notify = () => {
    for (const listener of listeners) listener();
  };
  return {
    channels: state.channels,
    users: state.users,
    views: state.views,
    files: state.files,
    scheduled: state.scheduled,
    calls: state.calls,
    faults,
    messages: (channel) => getMessages(state, channel),
    describeMessage(channel, ts) {
      const message = findMessage(state, channel, ts);
      return message && renderMessage(state, message);
    },
    say(text, { channel = BUILDS, user = ALICE, threadTs } = {}) {
      const message = addMessage(state, { channel, user, threadTs }, { text });
      notify();
      return { ...structuredClone(message), thread: [] };
    },
    addChannel(channel) {
      const added = createChannel(channel);
      state.channels.push(added);
      notify();
      return added;
    },
    changeChannel(id, change) {
      for (const channel of state.channels) if (channel.id === id) Object.assign(channel, change);
      notify();
    },
    clear() {
      state.messages = [];
      for (const list of [state.views, state.files, state.calls]) list.length = 0;
      notify();
    },
    createTrigger(user = ALICE) {
      const id = nextId(state, 'trigger.');
      state.triggers.set(id, { user, at: state.now(), isUsed: false });
      return id;
    },
    createResponseUrl: ({ channel = BUILDS, user = ALICE, originalTs } = {}) =>
      `${url}/actions/${createResponseUrl(state, { channel, user, originalTs })}`,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
