import type { JsonObject, LocalMessage } from '../../slack/state.ts';
import { Attachment } from './attachment.tsx';
import { Blocks } from './blocks.tsx';

/** What a message says: its blocks, else its text; then its attachments. */
export function MessageBody({ message }: { message: LocalMessage }) {
  const { blocks, text, attachments, edits } = message;
  const said = blocks.length > 0 ? blocks : text ? [toSection(text)] : [];
  return (
    <>
      <Blocks blocks={said} channel={message.channel} ts={message.ts} />
      {edits.length > 0 && blocks.length === 0 && <small className="edited">(edited)</small>}
      {attachments.map((attachment, index) => (
        <Attachment key={index} attachment={attachment} channel={message.channel} ts={message.ts} />
      ))}
    </>
  );
}

/** @returns the section that shows a text as a message would */
export function toSection(text: string): JsonObject {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
