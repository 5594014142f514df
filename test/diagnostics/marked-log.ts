/**
 * The logs of test/logs carry the verdict inside. One file a signature, in sections:
 *
 *   === wins: pip 23 in an image of its own
 *   ▶ ERROR: Could not open requirements file: ... '⟦path=requirements.txt⟧'
 *   === not: a warning only
 *   ...
 *
 * `▶ ` stands before each decisive line, `⟦name=value⟧` around each fact that the line gave.
 */
export interface MarkedLog {
  kind: 'wins' | 'not';
  title: string;
  marked: string;
}

const HEADING = /^=== (wins|not): (.+)$/;

/** Reads a file of marked logs. Throws when it does not begin with a heading. */
export function parseMarkedLogs(text: string): MarkedLog[] {
  const sections: { kind: 'wins' | 'not'; title: string; lines: string[] }[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const heading = HEADING.exec(line);
    if (heading)
      sections.push({ kind: heading[1] === 'not' ? 'not' : 'wins', title: heading[2] ?? '', lines: [] });
    else if (sections.length === 0)
      throw new Error(`expected "=== wins: TITLE" or "=== not: TITLE" first, found: ${line}`);
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ kind, title, lines }) => ({ kind, title, marked: lines.join('\n') }));
}

/** The log as a build would print it. */
export function unmark(marked: string): string {
  return marked.replace(/^▶ /gm, '').replace(/⟦\w+=([^⟧]*)⟧/g, '$1');
}

export interface Verdict {
  evidence: readonly { line: number; text: string }[];
  facts: Readonly<Record<string, string>>;
}

/** Writes a verdict into a log. */
export function mark(log: string, { evidence, facts }: Verdict): string {
  const decisive = new Set(evidence.map(({ line }) => line));
  return log
    .split('\n')
    .map((line, i) => (decisive.has(i + 1) ? `▶ ${bracketFacts(line, facts)}` : line))
    .join('\n');
}

/** Longest values first, so that a fact inside another is not bracketed twice. */
function bracketFacts(line: string, facts: Verdict['facts']): string {
  const pieces: { from: number; to: number; name: string }[] = [];
  for (const [name, value] of Object.entries(facts).sort((a, b) => b[1].length - a[1].length)) {
    const from = line.indexOf(value);
    const to = from + value.length;
    if (from >= 0 && !pieces.some((p) => from < p.to && p.from < to)) pieces.push({ from, to, name });
  }
  return pieces
    .sort((a, b) => b.from - a.from)
    .reduce(
      (text, { from, to, name }) =>
        `${text.slice(0, from)}⟦${name}=${text.slice(from, to)}⟧${text.slice(to)}`,
      line,
    );
}

/** `=== kind: title` and the log, as the file holds it. */
export function renderMarkedLogs(sections: readonly MarkedLog[]): string {
  return `${sections.map(({ kind, title, marked }) => `=== ${kind}: ${title}\n${marked}`).join('\n')}\n`;
}
