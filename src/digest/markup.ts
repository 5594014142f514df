import { cleanText } from '../slack/escape.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The one place where text of others is made harmless for HTML and SVG, inside an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** An address of the web for a quoted attribute; nothing for any other, such as one that would run a script. */
export function findAddress(url: string): string | undefined {
  const address = URL.parse(url);
  return address?.protocol === 'https:' ? escapeMarkup(address.href) : undefined;
}
