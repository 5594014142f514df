/** Renders plain values as the XML that AWS's query and S3 protocols use. */

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;');
}

/** How a list is written: `member` or `item` wraps each item (query, EC2), `flat` repeats the element itself (S3). */
export type ListStyle = 'member' | 'item' | 'flat';

/**
 * One element with its content. Dates become ISO 8601, undefined nothing at all.
 * Takes the element's name, its value and the list style; returns the XML text.
 */
export function renderXml(name: string, value: unknown, lists: ListStyle): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    return lists === 'flat'
      ? value.map((item) => renderXml(name, item, lists)).join('')
      : wrap(name, value.map((item) => renderXml(lists, item, lists)).join(''));
  }
  if (value instanceof Date) return wrap(name, value.toISOString());
  if (typeof value === 'object' && value !== null) {
    const children = Object.entries(value).map(([key, child]) => renderXml(key, child, lists));
    return wrap(name, children.join(''));
  }
  return wrap(name, escapeXml(String(value)));
}

function wrap(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
