import type { PatternText } from '../match/literals.ts';

/** Tokens of a pattern: an escape, a class, the beginning of a group, a repeat, or one character. */
const TOKEN =
  /(?<named>\\[pP](?:\{\^?\w+\}|\w))|\\(?<escaped>[\s\S])|(?<class>\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\])|(?<group>\(\?P<)|(?<repeat>\{\d+(?:,\d*)?\})|[\s\S]/gu;

/** Classes that only RE2 knows by name: any character. */
const ANY = '[^\\x5d]';

/**
 * The pattern as ECMAScript writes it with the `u` flag, only to derive from it which texts a matching line
 * contains: it never runs. What only RE2 can read is left for the parser to refuse.
 */
export function toEcmaScript(pattern: string): PatternText {
  const [, flags = '', rest = ''] = /^(?:\(\?([imsU]+)\))?([\s\S]*)$/.exec(pattern) ?? [];
  const source = rest.replace(TOKEN, (token, ...groups) => {
    const found = groups.at(-1) as Record<string, string | undefined>;
    const { named, escaped, class: members, group, repeat } = found;
    if (named !== undefined || members?.includes('[:')) return ANY;
    if (escaped !== undefined) return translateEscape(escaped);
    if (members !== undefined) return translateClass(members);
    if (group !== undefined) return '(?<';
    return repeat !== undefined || !/[{}\]]/.test(token) ? token : toHex(token);
  });
  // Flags in the middle of a pattern, too: letters outside ASCII are then left open.
  const ignoreCase = flags.includes('i') || /\(\?[a-zA-Z]*i/.test(rest);
  return { source, ignoreCase, unicode: true, unicodeSets: false };
}

/** RE2 knows \A and \z; what else ECMAScript does not know, its parser refuses. */
function translateEscape(escaped: string): string {
  if (escaped === 'A') return '^';
  if (escaped === 'z') return '$';
  return /^[!-/:-@[-`{-~ ]$/.test(escaped) ? toHex(escaped) : `\\${escaped}`;
}

function translateClass(members: string): string {
  const [, open = '[', inside = ''] = /^(\[\^?)([\s\S]*)\]$/.exec(members) ?? [];
  const translated = inside.replace(/\\([\s\S])|[[\]]/g, (token, escaped?: string) =>
    escaped === undefined ? toHex(token) : translateEscape(escaped),
  );
  return `${open}${translated}]`;
}

function toHex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
