import type { LocalMessage } from '../../slack/state.ts';
import { Logo, Person } from './avatar.tsx';
import { useShared } from './context.ts';
import { Emoji } from './emoji.tsx';
import { FileCard } from './file-card.tsx';
import { MessageBody } from './message-body.tsx';
import { getTime } from './time.ts';

const AVATAR = 36;

/** One message with all that belongs to it. */
export function Message(props: { message: LocalMessage; goesOn: boolean; onThread?: (ts: string) => void }) {
  const { message, goesOn, onThread } = props;
  const { state } = useShared();
  const author = state.users.find(({ id }) => id === message.user);
  const isApp = message.botId !== undefined;
  const files = state.files.filter(({ id }) => message.files.includes(id));
  return (
    <article className={`message${goesOn ? ' goes-on' : ''}${message.ephemeralFor ? ' ephemeral' : ''}`}>
      <div className="message-side">
        {goesOn ? (
          <time>{getTime(message.ts)}</time>
        ) : isApp ? (
          <Logo size={AVATAR} />
        ) : (
          <Person name={author?.realName ?? '?'} size={AVATAR} />
        )}
      </div>
      <div className="message-main">
        {message.ephemeralFor && <p className="only-you">Only visible to you</p>}
        {!goesOn && (
          <header>
            <strong>{author?.realName ?? message.user}</strong>
            {isApp && <span className="app-badge">APP</span>}
            <time>{getTime(message.ts)}</time>
          </header>
        )}
        <MessageBody message={message} />
        {files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        {message.reactions.length > 0 && (
          <ul className="reactions">
            {message.reactions.map(({ name, users }) => (
              <li key={name} title={`:${name}:`}>
                <Emoji name={name} /> {users.length}
              </li>
            ))}
          </ul>
        )}
        {message.thread.length > 0 && onThread && (
          <button type="button" className="thread-link" onClick={() => onThread(message.ts)}>
            <Logo size={22} />
            <span>{message.thread.length === 1 ? '1 reply' : `${message.thread.length} replies`}</span>
            <small>Last at {getTime(message.thread.at(-1)?.ts ?? message.ts)}</small>
          </button>
        )}
      </div>
      {onThread && !message.ephemeralFor && (
        <button type="button" className="reply quiet" onClick={() => onThread(message.ts)}>
          Reply
        </button>
      )}
    </article>
  );
}
