import { findSecrets } from './find-secrets.ts';
import type { Report } from './model.ts';
import type { Secret } from './secret-patterns.ts';

type Render = (label: string) => string;

const inText: Render = (label) => `[redacted ${label}]`;
// A plain word stays one word for the shell, whatever quotes it stands in.
const inCommand: Render = (label) => `REDACTED_${label.toUpperCase().replaceAll(/\W+/g, '_')}`;
const COMMANDS = new Set(['command', 'verify', 'patch']);

// No pattern of a secret reaches over it.
const SEPARATOR = '\n\0\n';

/** Takes any text; returns it with every secret named instead of shown: `[redacted AWS secret key]`. */
export function redact(text: string): string {
  return replace(text, 0, findSecrets(text), inText);
}

/**
 * Takes a report; returns it with every string redacted, in one pass over all of them. In commands and patches a
 * secret becomes a plain word, so that they stay commands. `around` is what stands in the log around the lines that
 * the report shows: it may tell that a value is a secret where the lines themselves do not. The names that AWS gave
 * the build stay.
 */
export function redactReport(report: Report, around = ''): Report {
  const json = JSON.stringify(report);
  const starts: number[] = [];
  let joined = around;
  mapStrings(json, (text, key) => {
    // Lines of the log follow each other as they did there: a private key spans them.
    joined += key === 'text' ? '\n' : SEPARATOR;
    starts.push(joined.length);
    joined += text;
    return text;
  });
  const secrets = findSecrets(joined, report.build?.arn, Object.values(report.facts));
  if (secrets.length === 0) return report;
  const next = starts.values();
  const redacted = mapStrings(json, (text, key) =>
    replace(text, next.next().value ?? 0, secrets, COMMANDS.has(key) ? inCommand : inText),
  );
  if (!redacted.build || !report.build) return redacted;
  const { id, arn, account, region, project } = report.build;
  return { ...redacted, build: { ...redacted.build, id, arn, account, region, project } };
}

/**
 * Takes whatever was thrown; returns it with its message, its stack and those of its causes redacted: a function's
 * errors are logged by Lambda as they are.
 */
export function redactError(thrown: unknown): unknown {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth++) {
    const { message, stack } = error;
    const told = redact(message);
    if (told !== message) set(error, 'message', told);
    if (stack !== undefined) set(error, 'stack', redact(stack));
  }
  return typeof thrown === 'string' ? redact(thrown) : thrown;
}

function set(error: Error, name: 'message' | 'stack', value: string): void {
  Object.defineProperty(error, name, { value, configurable: true, writable: true, enumerable: false });
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
