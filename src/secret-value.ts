import type { SecretPattern } from './secret-patterns.ts';

const END = String.raw`(?=[\s"'\x60,;)}\]\\\0]|$)`;
const WORDS = `(?:true|false|null|nil|none|undefined|string|required|optional)${END}`;
/** The name of a secret, not one: `my_app_docker_credentials_password`, `prod/db:password`. */
const A_NAME = String.raw`(?=[\w./:-]{12})[\w./:-]{0,120}[_./:-](?:passw(?:or)?d|secret|token|credentials?|api[_-]?key)${END}`;
/** A variable, another program's mask, a placeholder. */
const STAND_IN = String.raw`\$(?:[A-Za-z_]\w*(?=[\s"'\x60,;&)}\]\\\0/]|$)|[{(])|%\w+%|%[sdvq]\b|\*{3}|<[^>\n]{0,60}>|\[(?:redacted|secure|filtered|masked)\b|(?:redacted|REDACTED|your|YOUR)_`;

/** What no secret begins with: that, an ARN, a path, an empty or nested value, a type of JSON. */
export const NO_VALUE = String.raw`(?!${STAND_IN}|arn:|\/|\{|${WORDS}|${A_NAME})`;

/** A value without quotes. It goes on over marks that a password may hold, not over those that end a value. */
export const VALUE = String.raw`${NO_VALUE}(?:[^\s"'\x60,;&)}\]\\\0]|[)}\],](?=[\w!@#$%^*])(?![\w.-]{1,40}=)|[;&](?=[\w!@#$%^*])(?![\w. -]{1,40}=)){4,}`;

/** One that nobody takes for a word of a sentence: of letters and digits or marks. Not a version, a file or a name. */
export const TELLING = String.raw`${NO_VALUE}(?!v?\d+\.|https?:)(?=[^\s"'\x60,;\0]{0,80}\d)(?=[^\s"'\x60,;\0]{0,80}[A-Za-z])[^\s"'\x60,;)}\]\\\0|<>]{8,}`;

/** What a name holds that says secret. */
export const NAME =
  '(?:passw(?:or)?d|pass(?:phrase|code)|(?<=_)pass|(?<=[_-]|\\b)pwd|(?<=[A-Z_]_)pat|secret(?:[_-]?(?:access[_-]?)?key(?:[_-]?base)?)?|(?<!publickey|request|next|starting)token|api[_-]?key|access[_-]?key|private[_-]?key|basic[_-]?auth|(?:account|app|auth|deploy|encryption|function|hmac|host|jwt|licen[sc]e|master|service|session|shared[_-]?access|signing|storage|subscription|webhook)[_-]?key)';
/** The same as hints. */
export const NAMES = ['pass', 'pwd', 'secret', 'token', 'key', '_pat'];

export function named(label: string, hints: readonly string[], source: string, flags = 'gi'): SecretPattern {
  return { label, hints, pattern: new RegExp(source, flags) };
}
