/** A pattern that finds a line and others like it, and the facts that it captures. */
export interface Generalised {
  /** The source of a regular expression. */
  pattern: string;
  facts: string[];
}

const MAX_LINE = 220;
const OPEN = String.raw;

/** What is left open in a line, in the order in which it is looked for: the names of its facts, and what it may be. */
const KINDS: readonly { find: string; names: readonly string[]; pattern: string }[] = [
  // Ids and times are another in every run: no facts.
  { find: OPEN`[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}`, names: [], pattern: OPEN`[0-9a-f-]+` },
  { find: OPEN`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,]*Z?`, names: [], pattern: OPEN`[\d:.,TZ -]+` },
  { find: OPEN`https?://[^\s'"\`,)]+`, names: ['url'], pattern: OPEN`https?:\/\/[^\s'",)]+` },
  { find: OPEN`arn:[^\s'"\`,)]+`, names: ['resource'], pattern: OPEN`arn:[^\s'",)]+` },
  { find: OPEN`(?<=')[^']+(?=')`, names: ['name', 'value'], pattern: OPEN`[^']+` },
  { find: OPEN`(?<=")[^"]+(?=")`, names: ['name', 'value'], pattern: OPEN`[^"]+` },
  { find: '(?<=`)[^`]+(?=`)', names: ['name', 'value'], pattern: '[^`]+' },
  { find: OPEN`[\w.@~-]*/[\w.@/-]*[\w@]`, names: ['path'], pattern: OPEN`[^\s'",:;)]+` },
  {
    find: OPEN`\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|internal|local|example)\b`,
    names: ['host'],
    pattern: OPEN`[\w.-]+`,
  },
  {
    find: OPEN`\b[\w-]+\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|json|ya?ml|toml|txt|xml|lock|sh|cfg|ini|env)\b`,
    names: ['file'],
    pattern: OPEN`[\w.-]+`,
  },
  { find: OPEN`\bv?\d+\.\d+(?:\.\d+)*\b`, names: ['version'], pattern: OPEN`v?[\d.]+` },
  { find: OPEN`\b(?=[0-9a-f]*\d)(?=[0-9]*[a-f])[0-9a-f]{7,64}\b`, names: [], pattern: OPEN`[0-9a-f]+` },
  { find: OPEN`\d+`, names: [], pattern: OPEN`\d+` },
];
const TOKEN = new RegExp(KINDS.map(({ find }, i) => `(?<k${i}>${find})`).join('|'), 'g');

/** Takes a line of a log; returns the pattern with what differs from run to run left open, and named where it is a fact. */
export function generalise(line: string): Generalised {
  const text = line.trim().slice(0, MAX_LINE);
  const free = new Map(KINDS.map((kind) => [kind, [...kind.names]]));
  const taken = new Set<string>();
  let pattern = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const index = KINDS.findIndex((_, i) => match.groups?.[`k${i}`] !== undefined);
    const kind = KINDS[index];
    if (!kind) continue;
    const name = free.get(kind)?.find((each) => !taken.has(each));
    if (name !== undefined) taken.add(name);
    pattern += escapeText(text.slice(at, match.index));
    pattern += name === undefined ? kind.pattern : `(?<${name}>${kind.pattern})`;
    at = match.index + match[0].length;
  }
  return { pattern: pattern + escapeText(text.slice(at)), facts: [...taken] };
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, ' ');
}
