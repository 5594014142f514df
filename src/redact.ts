import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintCoreConfigRule, SecretLintRuleCreator } from '@secretlint/types';
import type { Report } from './model.ts';
import { SECRET_PATTERNS } from './secret-patterns.ts';

/** A place in the text and what stood there. */
interface Secret {
  start: number;
  end: number;
  label: string;
}

type Render = (label: string) => string;

const inText: Render = (label) => `[redacted ${label}]`;
// A plain word stays one word for the shell, whatever quotes it stands in.
const inCommand: Render = (label) => `REDACTED_${label.toUpperCase().replaceAll(/\W+/g, '_')}`;
const COMMANDS = new Set(['command', 'verify', 'patch']);

// No pattern of a secret reaches over it.
const SEPARATOR = '\n\0\n';

/** Takes any text; returns it with every secret named instead of shown: `[redacted AWS secret key]`. */
export async function redact(text: string): Promise<string> {
  return replace(text, 0, await findSecrets(text), inText);
}

/**
 * Takes a report; returns it with every string redacted, in one pass over all of them. In commands and patches a
 * secret becomes a plain word, so that they stay commands.
 */
export async function redactReport(report: Report): Promise<Report> {
  const json = JSON.stringify(report);
  const starts: number[] = [];
  let joined = '';
  mapStrings(json, (text, key) => {
    // Lines of the log follow each other as they did there: a private key spans them.
    joined += key === 'text' ? '\n' : SEPARATOR;
    starts.push(joined.length);
    joined += text;
    return text;
  });
  const secrets = await findSecrets(joined);
  if (secrets.length === 0) return report;
  const next = starts.values();
  return mapStrings(json, (text, key) =>
    replace(text, next.next().value ?? 0, secrets, COMMANDS.has(key) ? inCommand : inText),
  );
}

/** The report with every string changed, always in the same order; `key` is the name of its field. */
function mapStrings(json: string, change: (text: string, key: string) => string): Report {
  return JSON.parse(json, (key, value: unknown) => (typeof value === 'string' ? change(value, key) : value));
}

/** Replaces what lies within `text`, which begins at `offset` of where the secrets were found. */
function replace(text: string, offset: number, secrets: readonly Secret[], render: Render): string {
  let redacted = '';
  let at = 0;
  for (const { start, end, label } of secrets) {
    const from = Math.max(0, start - offset);
    const to = Math.min(text.length, end - offset);
    if (from >= to) continue;
    redacted += text.slice(at, from) + render(label);
    at = to;
  }
  return redacted + text.slice(at);
}

const own: SecretLintRuleCreator = {
  messages: Object.fromEntries(SECRET_PATTERNS.map(({ label }) => [label, { en: () => `found ${label}: ` }])),
  meta: {
    id: 'faultline-secrets',
    type: 'scanner',
    recommended: true,
    supportedContentTypes: ['text'],
  },
  create(context) {
    const translate = context.createTranslator(own.messages);
    return {
      file({ content }) {
        for (const { start, end, label } of joinMany(findOwn(content))) {
          context.report({ message: translate(label), range: [start, end] });
        }
      },
    };
  },
};

function findOwn(text: string): Secret[] {
  return SECRET_PATTERNS.flatMap(({ label, pattern }) =>
    [...text.matchAll(pattern)].map((match) => {
      const secret = match.groups?.secret ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      return { start, end: start + secret.length, label };
    }),
  );
}

// Secretlint compares every finding with every other: a text made of nothing else becomes one finding.
const MANY = 1000;

function joinMany(secrets: Secret[]): Secret[] {
  if (secrets.length <= MANY) return secrets;
  const start = secrets.reduce((first, secret) => Math.min(first, secret.start), Number.POSITIVE_INFINITY);
  const end = secrets.reduce((last, secret) => Math.max(last, secret.end), 0);
  return [{ start, end, label: 'secret' }];
}

/**
 * The preset's rules one by one, without the comments that switch the others off (a log could hold them), and
 * without four that take more than the secret (a whole URL) or less (half a key) where ours takes all of it.
 */
const LEFT_OUT = /-(?:filter-comments|aws|basicauth|database-connection-string|privatekey)$/;
const CONFIG: { rules: SecretLintCoreConfigRule[] } = {
  rules: [own, ...rules.filter((rule) => !LEFT_OUT.test(rule.meta.id))].map((rule) => ({
    id: rule.meta.id,
    rule,
  })),
};

/** Every secret, in order, none over another. */
async function findSecrets(text: string): Promise<Secret[]> {
  const { messages } = await lintSource({
    source: { filePath: 'text', content: text, ext: '', contentType: 'text' },
    options: { noPhysicFilePath: true, config: CONFIG },
  });
  const found = messages.map(({ range, message, data }) => ({
    ...locate(text, range, data),
    label: getLabel(message),
  }));
  const ordered = found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Secret[] = [];
  for (const secret of ordered) {
    const last = merged.at(-1);
    if (last === undefined || secret.start >= last.end) {
      merged.push({ ...secret });
      continue;
    }
    last.end = Math.max(last.end, secret.end);
    // Whichever says more.
    if (last.label === 'secret') last.label = secret.label;
  }
  return merged;
}

/**
 * Some rules of the preset give the length of the value with the place of its name: the value itself, which
 * comes with the finding, is looked for from there.
 */
function locate(
  text: string,
  [start, end]: readonly [number, number],
  data: unknown,
): Pick<Secret, 'start' | 'end'> {
  const values = typeof data === 'object' && data !== null ? Object.values(data) : [];
  const value = values.find(
    (each) => typeof each === 'string' && each.length >= 6 && text.indexOf(each, start) >= 0,
  );
  if (typeof value !== 'string') return { start, end };
  const at = text.indexOf(value, start);
  return { start: at, end: at + value.length };
}

/** `found GitHub Token(fine-grained): x` is about a `GitHub Token`. */
function getLabel(message: string): string {
  return /^found ([\w .'-]+)/.exec(message)?.[1]?.trim() ?? 'secret';
}
