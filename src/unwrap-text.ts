/** Text as it reads once what hides it is taken off, and where each of its characters stood. */
export interface Unwrapped {
  text: string;
  /** For each character of `text`, and for its end, the index in the original. */
  from: readonly number[];
}

const UNSEEN = String.raw`[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffd]|\udb40[\udc00-\udfff]`;
// What was escaped four times over. Of a longer run each place would be tried to its end.
const SLASHES = String.raw`\\{1,16}`;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

/**
 * What may stand in the middle of a secret, or before a line of it: colours, control characters and invisible ones;
 * the escapes of JSON, of HTML and of the shell; percent-encoding; what a build tool puts before each line.
 */
const WRAPPING = new RegExp(
  [
    String.raw`\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]|\r(?=\n)|${UNSEEN}`,
    `${SLASHES}(?:u00|x)(?<unicode>[2-7][0-9a-f]|0[9ad])`,
    `${SLASHES}(?<line>[nr])(?![a-z]:)`,
    String.raw`${SLASHES}(?<escaped>["'/$\x60!&=:@])`,
    String.raw`\\\r?\n[ \t]*`,
    '%(?:25){0,4}(?<percent>[2-7][0-9a-f]|0[9ad])',
    `&(?:amp;){0,4}(?:(?<entity>${Object.keys(ENTITIES).join('|')})|#0?(?<decimal>3[2-9]|[4-9]\\d|1[01]\\d)|#x0?(?<hex>[2-7][0-9a-f]));`,
    String.raw`(?<=^|\n)(?:#\d{1,4} (?:\d{1,6}\.\d{1,4} )?|[\w.-]{1,30} {1,20}\| |\+{1,4} |\[\w{1,20}\]:? |\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) )`,
  ].join('|'),
  'gi',
);

/** What most text has none of: a look for it saves the rest. */
const MAY_BE_WRAPPED = new RegExp(
  String.raw`[\\%&]|${UNSEEN}|^(?:#\d|\+{1,4} |[\w.-]{1,30} {1,20}\| |\[\w|\d{4}-)`,
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

function read({
  unicode,
  line,
  escaped,
  percent,
  entity,
  decimal,
  hex,
}: Record<string, string | undefined>): string {
  const code = unicode ?? percent ?? hex;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()] ?? '';
  return line === undefined ? (escaped ?? '') : '\n';
}
