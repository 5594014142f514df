import { useEffect, useRef } from 'react';
import type { LocalChannel, LocalMessage } from '../../slack/state.ts';
import { Composer } from './composer.tsx';
import { Message } from './message.tsx';
import { MessageList } from './message-list.tsx';

/** A message with its replies, at the side; on a phone, over all. */
export function ThreadPanel(props: { parent: LocalMessage; channel: LocalChannel; onClose: () => void }) {
  const { parent, channel, onClose } = props;
  const end = useRef<HTMLDivElement>(null);
  const count = parent.thread.length;
  const shown = useRef(count);
  useEffect(() => {
    if (count > shown.current) end.current?.scrollIntoView({ block: 'end' });
    shown.current = count;
  }, [count]);
  return (
    <aside className="thread" aria-label="Thread">
      <header className="bar">
        <div className="bar-title">
          <h2>Thread</h2>
          <p># {channel.name}</p>
        </div>
        <button type="button" className="quiet" aria-label="Close the thread" onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="scroller">
        <Message message={parent} goesOn={false} />
        <p className="day">{count === 1 ? '1 reply' : `${count} replies`}</p>
        <MessageList messages={parent.thread} after={parent} />
        <div ref={end} />
      </div>
      <Composer channel={channel.id} label="Reply" threadTs={parent.ts} />
    </aside>
  );
}
