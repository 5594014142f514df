import type { SecretPattern } from './secret-patterns.ts';

const END = String.raw`(?=[\s"'\x60,;)}\]\\\0]|$)`;
const WORDS = `(?:true|false|null|nil|none|undefined|string|required|optional)${END}`;
/** The name of a secret, not one: `my_app_docker_credentials_password`, `prod/db:password`. */
const A_NAME = String.raw`(?=[\w./:-]{12})[\w./:-]{0,120}[_./:-](?:passw(?:or)?d|secret|token|credentials?|api[_-]?key)${END}`;
/** A variable, another program's mask, a placeholder. */
const STAND_IN = String.raw`\$(?:[A-Za-z_]\w*(?=[\s"'\x60,;&)}\]\\\0/]|$)|[{(])|%\w+%|%[sdvq]\b|\*{3}|<[^>\n]{0,60}>|\[redacted|(?:redacted|your)_`;

/** What no secret begins with: that, an ARN, a path, an empty or nested value, a type of JSON. */
export const NO_VALUE = String.raw`(?!${STAND_IN}|arn:|\/|\{|${WORDS}|${A_NAME})`;

/** A value without quotes. It goes on over marks that a password may hold, not over those that end a value. */
export const VALUE = String.raw`${NO_VALUE}(?:[^\s"'\x60,;&)}\]\\\0]|[)}\],](?=[\w!@#$%^*])(?![\w.-]{1,40}=)|[;&](?=[\w!@#$%^*])(?![\w. -]{1,40}=)){4,}`;

export function named(label: string, hints: readonly string[], source: string, flags = 'gi'): SecretPattern {
  return { label, hints, pattern: new RegExp(source, flags) };
}
