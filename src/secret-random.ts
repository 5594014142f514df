import type { SecretPattern } from './secret-patterns.ts';

/** Says what it is and is no secret: a digest in base64, a public key, a name of a mangled symbol. */
const TOLD = /^(?:sha\d{1,3}[-=]|h1=|AAAA[BCE]3|_Z|_R)/i;
/** So long is a token; what is longer is known by its form, or is what AWS encoded of a refusal. */
const LENGTHS = { least: 20, most: 256 };

/** What stands before a digest, before what AWS encoded of a refusal, and before S3's own id of an answer. */
const NO_TOKEN = String.raw`(?<!(?:sha\d{1,3}|h1)[:=])(?<!(?:encoded[- ]message|failure message):? ["']?(?:message=)?)(?<!(?:host ?id|request ?id|amz-id-2)["']?[:=>][ "']{0,2})`;

/**
 * Tokens of whatever issuer: letters of both cases and digits in no order. Names are not: their digits stand at the
 * end, and a capital begins a word. A commit, a digest or a UUID has letters of one case.
 */
export const RANDOM_WORDS: SecretPattern = {
  label: 'secret',
  hints: [],
  pattern: new RegExp(
    `(?<![\\w+/.$-])(?=[\\w+/-]{20})${NO_TOKEN}[A-Za-z0-9+/_-]{20,257}={0,2}(?![\\w+/-])`,
    'gi',
  ),
  isSecret: looksRandom,
};

/** A part of a path, of a name, or a number. */
const NAMED = /^(?:[a-z]{3,}|[A-Z]{3,}|[A-Z][a-z]{2,}|v?\d+)$/;

/** Takes a word; returns whether it, or what stands between its dashes or slashes, was drawn and not named. */
export function looksRandom(word: string): boolean {
  if (word.length > LENGTHS.most || TOLD.test(word)) return false;
  const parts = word.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const drawn = parts.filter((part) => !/^(?:[0-9a-f]{4,}|[0-9A-F]{4,})$/.test(part));
  const isNamed = parts.some((part) => NAMED.test(part));
  if (isNamed && word.includes('/')) return false;
  return parts.some(isDrawn) || (!isNamed && isDrawn(drawn.join('')));
}

function isDrawn(part: string): boolean {
  const count = (form: RegExp) => part.match(form)?.length ?? 0;
  const changes =
    count(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) + count(/\d(?=[A-Za-z])/g) + count(/[A-Za-z](?=\d)/g);
  return (
    part.length >= LENGTHS.least &&
    changes >= 0.4 * (part.length - 1) &&
    count(/\d/g) >= 2 &&
    count(/[a-z](?=\d)|\d(?=[a-z])/g) >= 2 &&
    count(/[A-Z]/g) >= 3 &&
    count(/[a-z]/g) >= 3
  );
}
