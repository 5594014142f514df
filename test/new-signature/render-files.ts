import { redact } from '../../src/redact.ts';
import type { Generalised } from './generalise.ts';

/** What a signature is written from. */
export interface Sketch {
  id: string;
  family: string;
  title: string;
  line: string;
  generalised: Generalised;
  /** The causes that the log has today: only consequences of this one, or vaguer. */
  above: readonly string[];
  /** A command with `{fact}` in it. */
  fix: string | undefined;
}

/** The file of the signature. */
export function renderSignatureFile({ id, family, title, generalised, above, fix }: Sketch): string {
  const { pattern, facts } = generalised;
  const [fact] = facts;
  const asked = [...(fix ?? '').matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const unknown = asked.find((name) => !facts.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `The fix asks for {${unknown}}; the line has ${facts.map((name) => `{${name}}`).join(', ') || 'no facts'}.`,
    );
  const step =
    fix === undefined
      ? `{ title: 'Read what the command printed before this line: it says what to change', changes: false }`
      : `{ title: 'Run this, then the build again', command: ${renderCommand(fix)}, changes: false }`;
  const shell =
    fix === undefined
      ? ''
      : `import { ${asked.length > 0 ? 'placeholder, ' : ''}sh } from '../../src/fix/shell.ts';\n`;
  const explain = fact
    ? `({ facts }) => \`${quoteTemplate(title)}\${facts.${fact} ? \`: \\\`\${facts.${fact}}\\\`\` : ''}.\``
    : `() => ${JSON.stringify(`${title}.`)}`;
  return `${shell}import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: ${JSON.stringify(id)},
  family: ${JSON.stringify(family)},
  title: ${JSON.stringify(title)},
  patterns: [/${pattern}/],
  ${above.length > 0 ? `above: ${JSON.stringify(above)},` : ''}
  explain: ${explain},
  fix: (${asked.length > 0 ? '{ facts }' : ''}) => [${step}],
});
`;
}

function renderCommand(fix: string): string {
  const words = quoteTemplate(fix).replace(
    /\{(\w+)\}/g,
    (_, name: string) => `\${facts.${name} ?? placeholder('${name}')}`,
  );
  return `sh\`${words}\``;
}

function quoteTemplate(text: string): string {
  return text.replace(/[\\`]|\$\{/g, '\\$&');
}

const MAX_LINES = 120;
const AROUND = 30;
const AGENT = /^\[Container\] /;

/** The file of its logs: the log, as short as it may be, and two lines that look alike and are not matched. */
export function renderLogFile(log: string, { line, generalised: { pattern } }: Sketch): string {
  const lines = clean(log).split('\n');
  const at = lines.findIndex((each) => new RegExp(pattern).test(each));
  const kept =
    lines.length <= MAX_LINES
      ? lines
      : lines.filter((each, i) => AGENT.test(each) || Math.abs(i - at) <= AROUND);
  const near = findNearMisses(lines, clean(line), new RegExp(pattern));
  return [
    '=== wins: as it was seen first',
    ...kept,
    ...near.flatMap((each, i) => [`=== not: a line of the same log that looks alike, ${i + 1}`, each]),
    '',
  ].join('\n');
}

/** Nobody's secrets, and no account's number. */
function clean(log: string): string {
  return redact(log.replaceAll('\r', '').trimEnd()).replaceAll(/\b\d{12}\b/g, '111122223333');
}

/** The lines most like the decisive one that its pattern does not find; where there are too few, halves of it. */
function findNearMisses(lines: readonly string[], line: string, pattern: RegExp): string[] {
  const words = new Set(line.toLowerCase().match(/[a-z]{3,}/g) ?? []);
  const score = (other: string) =>
    new Set((other.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter((word) => words.has(word))).size;
  const half = line.slice(0, Math.max(1, Math.floor(line.length / 2)));
  const others = [...new Set(lines)].filter(
    (other) => other.trim() !== '' && !AGENT.test(other) && !pattern.test(other),
  );
  const alike = others.map((other) => ({ other, score: score(other) })).sort((a, b) => b.score - a.score);
  return [...alike.map(({ other }) => other), half, line.slice(half.length).trim() || '-']
    .filter((each) => !pattern.test(each))
    .slice(0, 2);
}
