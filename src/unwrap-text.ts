/** Text as it reads once what hides it is taken off, and where each of its characters stood. */
export interface Unwrapped {
  text: string;
  /** For each character of `text`, and for its end, the index in the original. */
  from: readonly number[];
}

/**
 * What may stand in the middle of a secret, or before a line of it: colours, control characters and invisible ones;
 * the escapes of JSON and of the shell; percent-encoding; what a build tool puts before each line.
 */
const UNSEEN = String.raw`[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ufe00-\ufe0f]|\udb40[\udc00-\udfff]`;
const WRAPPING = new RegExp(
  [
    String.raw`\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]|\r(?=\n)|${UNSEEN}`,
    String.raw`\\+u00(?<unicode>[2-7][0-9a-f])`,
    String.raw`\\+(?<line>[nr])(?![a-z]:)`,
    String.raw`\\+(?<escaped>["'/$\x60!&=:@])`,
    String.raw`\\\r?\n[ \t]*`,
    '%(?<percent>[2-7][0-9a-f]|0[9ad])',
    String.raw`(?<=^|\n)(?:#\d{1,4} (?:\d{1,6}\.\d{1,4} )?|[\w.-]{1,30} {1,20}\| |\+{1,4} |\[\w{1,20}\]:? |\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) )`,
  ].join('|'),
  'gi',
);

/** What most text has none of: a look for it saves the rest. */
const MAY_BE_WRAPPED = new RegExp(
  String.raw`[\\%]|${UNSEEN}|^(?:#\d|\+{1,4} |[\w.-]{1,30} {1,20}\| |\[\w|\d{4}-)`,
  'im',
);

/** Takes any text; returns it unwrapped, or nothing where it is as it reads. */
export function unwrap(text: string): Unwrapped | undefined {
  if (!MAY_BE_WRAPPED.test(text)) return undefined;
  let plain = '';
  const from: number[] = [];
  let at = 0;
  const copy = (end: number) => {
    plain += text.slice(at, end);
    for (let i = at; i < end; i++) from.push(i);
  };
  for (const match of text.matchAll(WRAPPING)) {
    copy(match.index);
    const said = read(match.groups ?? {});
    plain += said;
    if (said !== '') from.push(match.index);
    at = match.index + match[0].length;
  }
  copy(text.length);
  from.push(text.length);
  return plain === text ? undefined : { text: plain, from };
}

function read({ unicode, line, escaped, percent }: Record<string, string | undefined>): string {
  const code = unicode ?? percent;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return line === undefined ? (escaped ?? '') : '\n';
}
