import { cleanText, escapeMrkdwn } from './escape.ts';

const ELLIPSIS = '…';

/** What a value costs of a message's total: the characters of its JSON. */
export function cost(value: unknown): number {
  return JSON.stringify(value).length;
}

/** Takes any text; returns it on one line, clean, at a cost of at most `room`, an ellipsis where it was cut. */
export function cutInline(text: string, room: number): string {
  return cut(toOneLine(text, room), room);
}

/** Like `cutInline`, escaped for mrkdwn; cut before it is escaped, so that no entity is. */
export function cutEscaped(text: string, room: number): string {
  for (let inner = room; ; inner = Math.floor(inner * 0.7)) {
    const escaped = escapeMrkdwn(cutInline(text, inner));
    if (cost(escaped) <= room || inner < 8) return escaped;
  }
}

/** Like `cutInline`, but gives up the middle: the beginning and the end of a log line tell most. */
export function cutMiddle(text: string, room: number): string {
  const line = cleanText(text.length > 40 * room ? headOf(text, 4 * room) : text)
    .replaceAll('\n', ' ')
    .trimEnd();
  if (cost(line) <= room) return line;
  const half = Math.floor((room - 3) / 2);
  const head = cut(line, half + 1, '');
  const tail = [...cut([...line.slice(-room)].reverse().join(''), half, '')].reverse().join('');
  return `${head.trimEnd()}${ELLIPSIS}${tail.trimStart()}`;
}

// Cleaning may shorten a text, so a little more than the room is read, and never all of a huge one.
function headOf(text: string, room: number): string {
  return text.slice(0, 2 * room + 64);
}

function toOneLine(text: string, room: number): string {
  return cleanText(headOf(text, room)).replace(/\s+/g, ' ').trim();
}

function cut(text: string, room: number, mark = ELLIPSIS): string {
  if (cost(text) <= room) return text;
  let left = room - 2 - mark.length;
  let end = 0;
  for (const character of text) {
    left -= cost(character) - 2;
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end).trimEnd() + mark;
}
