import type { JsonObject } from '../../slack/state.ts';
import { Blocks } from './blocks.tsx';
import { findObjects, findString } from './json.ts';
import { toSection } from './message-body.tsx';

const NAMED: Record<string, string> = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

/** An attachment behind its bar of colour: blocks, or the older texts and fields. */
export function Attachment(props: { attachment: JsonObject; channel: string; ts: string }) {
  const { attachment, channel, ts } = props;
  const blocks = findObjects(attachment, 'blocks');
  const shown = blocks.length > 0 ? blocks : toBlocks(attachment);
  return (
    <div className="attachment">
      <div className="attachment-bar" style={{ background: toColour(findString(attachment, 'color')) }} />
      <div className="attachment-main">
        <Blocks blocks={shown} channel={channel} ts={ts} />
        {findString(attachment, 'footer') && <small>{findString(attachment, 'footer')}</small>}
      </div>
    </div>
  );
}

function toColour(color: string | undefined): string {
  if (color === undefined) return 'var(--line-strong)';
  return (
    NAMED[color] ?? (/^#?[0-9a-f]{6}$/i.test(color) ? `#${color.replace('#', '')}` : 'var(--line-strong)')
  );
}

function toBlocks(attachment: JsonObject): JsonObject[] {
  const title = findString(attachment, 'title');
  const texts = [findString(attachment, 'pretext'), title && `*${title}*`, findString(attachment, 'text')];
  const fields = findObjects(attachment, 'fields').map((field) => ({
    type: 'mrkdwn',
    text: `*${findString(field, 'title') ?? ''}*\n${findString(field, 'value') ?? ''}`,
  }));
  return [
    ...texts.flatMap((text) => (text ? [toSection(text)] : [])),
    ...(fields.length > 0 ? [{ type: 'section', fields }] : []),
  ];
}
