import { useCallback, useEffect, useState } from 'react';
import { ChannelView } from './channel-view.tsx';
import { SharedContext } from './context.ts';
import { HomeTab } from './home-tab.tsx';
import { useDark, useLiveState } from './live.ts';
import { Modal } from './modal.tsx';
import { HOME, Sidebar } from './sidebar.tsx';
import { ThreadPanel } from './thread-panel.tsx';

const NOTICE_MILLISECONDS = 6000;

/** The whole page: channels at the side, one channel in the middle, a thread beside it. */
export function Workspace() {
  const { state, isConnected } = useLiveState();
  const isDark = useDark();
  const [channelId, setChannel] = useState('C0BUILDS');
  const [threadTs, setThread] = useState<string>();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { notice, notify } = useNotice();
  if (state === undefined) return <p className="loading">Connecting to the local Slack …</p>;
  const channel = state.channels.find(({ id }) => id === channelId) ?? state.channels[0];
  if (channel === undefined) return <p className="loading">This Slack has no channels.</p>;
  const messages = state.messages.filter((message) => message.channel === channel.id);
  const isHome = channelId === HOME;
  const thread = isHome ? undefined : messages.find(({ ts }) => ts === threadTs);
  return (
    <SharedContext value={{ state, isDark, notify }}>
      <div className={`workspace${thread ? ' with-thread' : ''}${isMenuOpen ? ' with-menu' : ''}`}>
        <Sidebar
          current={isHome ? HOME : channel.id}
          onClose={() => setMenuOpen(false)}
          onChoose={(id) => {
            setChannel(id);
            setThread(undefined);
            setMenuOpen(false);
          }}
        />
        {isHome ? (
          <HomeTab onMenu={() => setMenuOpen(true)} />
        ) : (
          <ChannelView
            key={channel.id}
            channel={channel}
            messages={messages}
            onMenu={() => setMenuOpen(true)}
            onThread={setThread}
          />
        )}
        {thread && <ThreadPanel parent={thread} channel={channel} onClose={() => setThread(undefined)} />}
      </div>
      {state.modal && <Modal key={state.modal.id} modal={state.modal} />}
      <p className="notice" role="status">
        {isConnected ? notice : 'The local Slack has stopped. Start it again to go on.'}
      </p>
    </SharedContext>
  );
}

function useNotice() {
  const [notice, setNotice] = useState<string>();
  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(() => setNotice(undefined), NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [notice]);
  return { notice, notify: useCallback((text: string | undefined) => setNotice(text), []) };
}
