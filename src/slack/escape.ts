/**
 * The one place where text of others is made harmless for Slack. Blocks that take literal text (rich_text,
 * plain_text) need `cleanText` alone; whatever Slack reads as mrkdwn goes through `escapeMrkdwn` or `escapeCode`.
 */

/**
 * Control characters but tab and line feed; marks that turn the reading direction; invisible characters,
 * tag characters among them; the line and paragraph separators, which Slack shows as nothing.
 */
const UNSEEN =
  /[\0-\x08\x0B-\x1F\x7F-\x9F\xAD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu;

/** Invisible and no word character: ends a name, an address or an emoji code in the eyes of Slack's parser. */
const GAP = '\u200B';

/** Where Slack would see the name of a person, a channel, a host or an emoji, or an address, in bare text. */
const LINK_START =
  /@(?=[\p{L}\p{N}_])|#(?=[\p{L}_])|:(?=\/\/|[\w+'-]+:)|(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})|\b(?:mailto|tel):/giu;

/**
 * Characters that look alike where a format could begin or end. A zero-width space would not do: to Slack it is
 * a boundary, the very thing that lets a format begin in the middle of a word.
 */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** Takes any text; returns it without what the eye cannot see. Line feeds and tabs stay. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSEEN, '');
}

/**
 * Takes any text; returns it so that Slack's mrkdwn shows it as it stands: no mention, link, date, emoji code or
 * format. `snake_case` stays as it is, since a format cannot begin inside a word.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  const formatted = cleanText(text)
    .replace(/`|[*_~]+/g, (marks, at: number, whole: string) =>
      isInsideWord(whole, at, marks.length) ? marks : marks.replace(/./g, (mark) => LOOKALIKES[mark] ?? mark),
    )
    .replace(/(^|\n)(\s*)>/g, `$1$2${GAP}>`);
  const unlinked = formatted.replace(LINK_START, `$&${GAP}`);
  return escapeEntities(unlinked);
}

/** Takes the inside of a mrkdwn code block; returns it so that it cannot end the block or become a mention or a link. */
export function escapeCode(text: string): string {
  return escapeEntities(cleanText(text).replaceAll('```', `\`${GAP}\`${GAP}\``));
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function isInsideWord(text: string, at: number, length: number): boolean {
  const isWord = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character);
  return text[at] !== '`' && isWord(text[at - 1]) && isWord(text[at + length]);
}
