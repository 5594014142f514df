import { getPlaceholderWord } from './fix/shell.ts';
import type { Secret } from './secret-patterns.ts';
import type { Unwrapped } from './unwrap-text.ts';

/** Places in an unwrapped text as places in the text itself. */
export function toOriginal(secrets: readonly Secret[], { from }: Unwrapped): Secret[] {
  return secrets.map(({ start, end, label }) => ({ start: from[start] ?? 0, end: from[end] ?? 0, label }));
}

/** Wherever a value stands: as it is, only its beginning, in capitals, in base64, or behind what hides it. */
export function findAgain(value: string, text: string, unwrapped: Unwrapped | undefined): Secret[] {
  const inBase64 = listCores(value).flatMap((core) => findAll(core, text).map((found) => widen(found, text)));
  const hidden = unwrapped ? toOriginal(findAll(value, unwrapped.text), unwrapped) : [];
  // As the word that a reader is to replace: YOUR_PATH_OF_...
  const inCapitals = value.length < 12 ? [] : findAll(getPlaceholderWord(value), text);
  return [...findAll(value, text), ...findBegun(value, text), ...inCapitals, ...hidden, ...inBase64];
}

/** So many characters tell that what follows is the same value, cut or masked; more where its kind alone fills them. */
const BEGINNINGS = [12, 16];

/** Where a long value begins and does not go on: `ghp_1a2b3c4d...`. */
function findBegun(value: string, text: string): Secret[] {
  const begin = BEGINNINGS.map((length) => value.slice(0, length)).find((said) => /\d|[a-z][A-Z]/.test(said));
  if (value.length < 20 || begin === undefined || !/[A-Za-z/]/.test(begin)) return [];
  return findAll(begin, text).map(({ start, end, label }) => {
    let to = end;
    while (to - start < value.length && text[to] === value[to - start]) to++;
    return { start, end: to, label };
  });
}

function findAll(value: string, text: string): Secret[] {
  const found: Secret[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
    found.push({ start: at, end: at + value.length, label: 'secret' });
  return found;
}

/** The part of a value's base64 that does not depend on what stands around it, for each of the three places it may begin at. */
function listCores(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < 6) return [];
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return whole.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
  });
}

/** To the ends of the base64 that it stands in. */
function widen({ start, end, label }: Secret, text: string): Secret {
  let [from, to] = [start, end];
  while (from > 0 && start - from < 4096 && /[A-Za-z0-9+/]/.test(text[from - 1] ?? '')) from--;
  while (to < text.length && to - end < 4096 && /[A-Za-z0-9+/=]/.test(text[to] ?? '')) to++;
  return { start: from, end: to, label };
}
