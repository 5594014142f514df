import { useEffect, useRef } from 'react';
import type { LocalChannel, LocalMessage } from '../../slack/state.ts';
import { Composer } from './composer.tsx';
import { EmptyChannel } from './empty-channel.tsx';
import { MessageList } from './message-list.tsx';
import { ScenarioMenu } from './scenario-menu.tsx';
import { useScenarios } from './scenarios.ts';

/** One channel: what it is, what was said, where to type. */
export function ChannelView(props: {
  channel: LocalChannel;
  messages: LocalMessage[];
  onMenu: () => void;
  onThread: (ts: string) => void;
}) {
  const { channel, messages } = props;
  const scenarios = useScenarios();
  const end = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.ts;
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [last, scenarios.running]);
  return (
    <main className="channel">
      <header className="bar">
        <button type="button" className="quiet menu-button" aria-label="Channels" onClick={props.onMenu}>
          ☰
        </button>
        <div className="bar-title">
          <h1>{channel.directWith ? 'Faultline' : `# ${channel.name}`}</h1>
          <p>{channel.topic}</p>
        </div>
        <ScenarioMenu scenarios={scenarios} />
      </header>
      <div className="scroller">
        {messages.length === 0 && <EmptyChannel channel={channel} scenarios={scenarios} />}
        <MessageList messages={messages} onThread={props.onThread} />
        {scenarios.running && (
          <p className="running" role="status">
            <span className="spinner" aria-hidden="true" />
            Letting a build fail: {scenarios.running}
          </p>
        )}
        <div ref={end} />
      </div>
      <Composer channel={channel.id} label={`Message #${channel.name}`} />
    </main>
  );
}
