import { useEffect, useRef } from 'react';
import type { LocalChannel, LocalMessage } from '../../slack/state.ts';
import { Composer } from './composer.tsx';
import { EmptyChannel } from './empty-channel.tsx';
import { Guide } from './guide.tsx';
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
  const scroller = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.ts;
  useEffect(() => scrollToLast(scroller.current), [last, scenarios.running]);
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
      {channel.name === 'builds' && <Guide channel={channel.id} scenarios={scenarios} />}
      <div className="scroller" ref={scroller}>
        {messages.length === 0 && <EmptyChannel channel={channel} scenarios={scenarios} />}
        <MessageList messages={messages} onThread={props.onThread} />
        {scenarios.running && (
          <p className="running" role="status">
            <span className="spinner" aria-hidden="true" />
            {scenarios.running} …
          </p>
        )}
      </div>
      <Composer channel={channel.id} label={`Message #${channel.name}`} />
    </main>
  );
}

/** Down to the end, but not past the first line of the last message: that is what the reader came for. */
function scrollToLast(scroller: HTMLElement | null): void {
  const last = scroller?.querySelector('.messages > li:last-child');
  if (!scroller || !last) return;
  scroller.scrollTop = scroller.scrollHeight;
  const hidden = scroller.getBoundingClientRect().top - last.getBoundingClientRect().top;
  if (hidden > 0) scroller.scrollTop -= hidden;
}
