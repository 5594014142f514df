import { findAgain, toOriginal } from './find-again.ts';
import { buildAutomaton } from './match/automaton.ts';
import { findKeyLines } from './secret-keys.ts';
import { SECRET_PATTERNS, type Secret, type SecretPattern } from './secret-patterns.ts';
import { runSecretlint } from './secretlint-rules.ts';
import { unfold } from './unfold-text.ts';
import { type Unwrapped, unwrap } from './unwrap-text.ts';

/** So many findings are looked for again elsewhere: a hostile text may be made of nothing else. */
const MAX_VALUES = 100;

/** What IAM says of a refusal, for `aws sts decode-authorization-message`: it looks drawn, and only the account can read it. */
const ENCODED_REFUSAL = /(?:failure message|encoded-message):? ["']?(?:message=)?(?<said>[\w-]{60,})/gi;

/**
 * Every secret of a text, in order, none over another: as it stands; hidden behind colours, escapes or encodings;
 * broken over two lines; in base64; and wherever the same value stands again, in base64 too, with nothing around that would tell. A value that
 * `kept` holds is not looked for elsewhere: it is a name. Of `facts` those that are a part of a secret are one too.
 */
export function findSecrets(text: string, kept = '', facts: readonly string[] = []): Secret[] {
  const unwrapped = unwrap(text);
  const direct = [
    ...search(text),
    ...(unwrapped ? toOriginal(search(unwrapped.text), unwrapped) : []),
    ...(/\r(?!\n)/.test(text) ? search(toLines(text)) : []),
    ...searchUnfolded(text, unwrapped),
  ];
  const encoded = findEncoded(text);
  const refusals = new Set([...text.matchAll(ENCODED_REFUSAL)].map(({ groups }) => groups?.said ?? ''));
  const found = merge([...direct, ...encoded.secrets]).filter(
    ({ start, end, label }) => label !== 'secret' || !refusals.has(text.slice(start, end)),
  );
  const values = new Set([
    ...[...direct, ...found].flatMap((secret) => listValues(text, unwrapped, secret)),
    ...encoded.values,
  ]);
  const parts = facts.filter(
    (fact) => isDrawnPart(fact) && [...values].some((value) => value.includes(fact)),
  );
  const telling = [...parts, ...values]
    .filter((value) => isTelling(value) && !kept.includes(value) && !refusals.has(value))
    .slice(0, MAX_VALUES);
  const again = telling.flatMap((value) => findAgain(value, text, unwrapped));
  return again.length === 0 ? found : merge([...found, ...again]);
}

function searchUnfolded(text: string, unwrapped: Unwrapped | undefined): Secret[] {
  const unfolded = unfold(unwrapped?.text ?? text);
  if (!unfolded) return [];
  const found = toOriginal(search(unfolded.text), unfolded);
  return unwrapped ? toOriginal(found, unwrapped) : found;
}

/** Each state of a line that was drawn again and again as a line of its own; of the same length. */
function toLines(text: string): string {
  return text.replaceAll(/\r(?!\n)/g, '\n').replaceAll('\r\n', ' \n');
}

/** What the rules find, ours and secretlint's. */
function search(text: string): Secret[] {
  return [...findOwn(text), ...findKeyLines(text), ...findPreset(text)];
}

function findOwn(text: string): Secret[] {
  return listCalled(text).flatMap(({ label, pattern, isSecret }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const secret = match.slice(1).find((group) => group !== undefined) ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      if (secret.startsWith('[redacted') || isSecret?.(secret) === false) return [];
      return [{ start, end: start + secret.length, label }];
    }),
  );
}

const HINTS = [...new Set(SECRET_PATTERNS.flatMap(({ hints }) => hints))];
const automaton = buildAutomaton(HINTS);

/** The patterns of which the text holds a hint: one pass instead of one for each pattern. */
function listCalled(text: string): SecretPattern[] {
  const { classes, next, firstAccepting, start, outputs } = automaton;
  const seen = new Set<string>();
  let state = start;
  for (const byte of Buffer.from(text)) {
    state = next[state + (classes[byte] ?? 0)] ?? start;
    if (state >= firstAccepting) for (const index of outputs(state)) seen.add(HINTS[index] ?? '');
  }
  return SECRET_PATTERNS.filter(({ hints }) => hints.length === 0 || hints.some((hint) => seen.has(hint)));
}

function findPreset(text: string): Secret[] {
  return runSecretlint(text).map(({ range, message, data }) => ({
    ...locate(text, range, data),
    label: /^found ([\w .'-]+)/.exec(message)?.[1]?.trim() ?? 'secret',
  }));
}

/**
 * Some rules of the preset give the length of the value with the place of its name: the value itself, which
 * comes with the finding, is looked for from there.
 */
function locate(text: string, [start, end]: readonly [number, number], data: unknown): Omit<Secret, 'label'> {
  const values = typeof data === 'object' && data !== null ? Object.values(data) : [];
  const near = text.slice(start, end + 200);
  const value = values.find((each) => typeof each === 'string' && each.length >= 6 && near.includes(each));
  if (typeof value !== 'string') return { start, end };
  const at = start + near.indexOf(value);
  return { start: at, end: at + value.length };
}

const BASE64 =
  /[A-Za-z0-9+/_-]{20,}(?:\n[A-Za-z0-9+/_-]{20,76})*(?:\n[A-Za-z0-9+/_-]{1,76}(?=={0,2}(?:\n|$)))?={0,2}/g;

/** Base64 in which there is a secret, whole; and the secrets themselves. */
function findEncoded(text: string): { secrets: Secret[]; values: string[] } {
  const secrets: Secret[] = [];
  const values: string[] = [];
  for (const { 0: run, index } of text.matchAll(BASE64)) {
    const decoded = decode(run);
    const inside = decoded === '' ? [] : search(decoded);
    const [first] = inside;
    if (!first) continue;
    secrets.push({ start: index, end: index + run.length, label: first.label });
    values.push(...inside.map(({ start, end }) => decoded.slice(start, end)));
  }
  return { secrets, values };
}

/** What a run of base64 says, as far as it is text; a path before it may have shifted it. */
function decode(run: string): string {
  const joined = run.replaceAll('\n', '');
  for (const shift of [0, 1, 2, 3]) {
    const bytes = Buffer.from(joined.slice(shift), 'base64').toString('latin1').replaceAll('\0', '');
    const [readable = ''] = /^[\t\n\r -~]*/.exec(bytes) ?? [];
    if (readable.length >= 12) return readable;
  }
  return '';
}

/** The secret as a value, in pieces where it spans lines; of `user:password` in base64 the password as well. */
function listValues(text: string, unwrapped: Unwrapped | undefined, { start, end }: Secret): string[] {
  const raw = text.slice(start, end);
  const read = unwrapped ? (unwrap(raw)?.text ?? raw) : raw;
  const credentials = /^[A-Za-z0-9+/]{12,}={0,2}$/.test(raw) ? decode(raw).split(':', 2)[1] : undefined;
  return [...raw.split(/\s+|\\[nr]/), ...read.split(/\s+/), read, ...(credentials ? [credentials] : [])];
}

/** Whether a value is a secret wherever it stands: a plain word, or a short one, may be just that. */
function isTelling(value: string): boolean {
  if (value.length < 6 || value.length > 10_000 || /^(?:[A-Z]?[a-z]{1,15}|[A-Z]{1,15}|\d{1,7})$/.test(value))
    return false;
  return value.length >= 8 || /[\d\W]/.test(value);
}

/** Not the name of a variable, a word or a number, which may stand in a secret by chance. */
function isDrawnPart(fact: string): boolean {
  return fact.length >= 8 && /\d/.test(fact) && /[A-Za-z]{2}/.test(fact) && !/^[A-Z0-9_]+$/.test(fact);
}

function merge(secrets: readonly Secret[]): Secret[] {
  const ordered = secrets
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
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
