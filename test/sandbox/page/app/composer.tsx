import { type KeyboardEvent, useState } from 'react';
import { useShared } from './context.ts';
import { post } from './live.ts';

/** Where to type a message or a command such as /diagnose. */
export function Composer(props: { channel: string; label: string; threadTs?: string }) {
  const { notify } = useShared();
  const [text, setText] = useState('');
  const send = async () => {
    if (text.trim() === '') return;
    setText('');
    notify(await post('/command', { channel: props.channel, text, threadTs: props.threadTs }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {text.startsWith('/') && (
        <p className="hint">
          <code>/diagnose</code> alone, or with a project, a build id, a console link, <code>help</code>
        </p>
      )}
      <textarea
        rows={1}
        value={text}
        placeholder={props.threadTs ? 'Reply …' : 'Say something, or /diagnose a build'}
        aria-label={props.label}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" aria-label="Send" disabled={text.trim() === ''}>
        <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3 3.5 18 10 3 16.5 5 10.8 11 10 5 9.2z" fill="currentColor" />
        </svg>
      </button>
    </form>
  );
}
