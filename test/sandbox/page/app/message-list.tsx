import type { LocalMessage } from '../../slack/state.ts';
import { Message } from './message.tsx';
import { getDay, isSoonAfter } from './time.ts';

/**
 * Messages, oldest first, with a line between days (in a thread, `after` is the message above). Who goes on
 * speaking is named once; a message of blocks stands for itself.
 */
export function MessageList(props: {
  messages: LocalMessage[];
  after?: LocalMessage;
  onThread?: (ts: string) => void;
}) {
  const { messages, after, onThread } = props;
  return (
    <ol className="messages">
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const isNewDay = getDay((before ?? after)?.ts ?? '0') !== getDay(message.ts);
        return (
          <li key={message.ts}>
            {isNewDay && <p className="day">{getDay(message.ts)}</p>}
            <Message
              message={message}
              goesOn={!isNewDay && goesOn(before, message)}
              {...(onThread && { onThread })}
            />
          </li>
        );
      })}
    </ol>
  );
}

function goesOn(before: LocalMessage | undefined, message: LocalMessage): boolean {
  return (
    before !== undefined &&
    message.blocks.length === 0 &&
    before.user === message.user &&
    before.ephemeralFor === message.ephemeralFor &&
    isSoonAfter(before.ts, message.ts)
  );
}
