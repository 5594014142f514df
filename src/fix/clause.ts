const MAX_LENGTH = 160;

/** A tool's message as the end of a sentence of ours: shortened, without the stop or colon that it ends in. */
export function asClause(message: string): string {
  const text = message.trim().replace(/[\s.:;,]+$/, '');
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
