/** Prose of ours for Markdown: what stands in backticks stays as it is, elsewhere nothing becomes a format. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(/[\\*<>[\]|]|\b_(?!\w)|(?<!\w)_/g, '\\$&')))
    .join('');
}

/** A code block, its fence longer than any in the text, each line behind `indent`. */
export function codeBlock(language: string, text: string, indent = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...text.replace(/\n+$/, '').split('\n'), fence]
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** The anchor that a heading of one word gets. */
export function getAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
