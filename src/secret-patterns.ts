import { SECRET_COMMANDS } from './secret-commands.ts';
import { RANDOM_WORDS } from './secret-random.ts';
import { SAID } from './secret-said.ts';
import { SECRET_TOKENS } from './secret-tokens.ts';
import { NAME, NAMES, NO_VALUE, named, VALUE } from './secret-value.ts';

/** A place in a text and what stood there. */
export interface Secret {
  start: number;
  end: number;
  label: string;
}

/** One kind of secret: what a reader is told was there, and where it stands (the group `secret`, or the only one that matched). */
export interface SecretPattern {
  label: string;
  pattern: RegExp;
  /** In small letters: a text without any of them has no such secret. It saves the time to look; none: always look. */
  hints: readonly string[];
  /** Looks at what the pattern found, where that alone does not tell. */
  isSecret?: (found: string) => boolean;
}

const DOUBLE = String.raw`(${NO_VALUE}[^"\n\0]{4,})`;
const SINGLE = String.raw`(${NO_VALUE}[^'\n\0]{4,})`;
/** The name is all that stands before on its line, in the string, or behind the line's own heading (`Error: `). */
const ALONE = String.raw`(?<=(?:^|["=]|: )[ \t]{0,80}(?:[-+>] ?)?["']?[\w.-]{0,120})`;

/**
 * What may follow a name that says secret. The first that fits gives the value: quoted before bare. In a sentence
 * ("unexpected token: x") no colon counts.
 */
const AFTER_NAME = [
  String.raw`=\\?"${DOUBLE}"`,
  `='${SINGLE}'`,
  String.raw`=\\?["']?(${VALUE})`,
  // JSON, a dictionary of Python or Ruby, an array of PHP.
  String.raw`"\s*(?::|=>)\s*"${DOUBLE}"`,
  String.raw`'\s*(?::|=>)\s*'${SINGLE}'`,
  String.raw`["']\s*:\s*(\d{6,})\b`,
  String.raw`\s*=>\s*["'](${VALUE})`,
  // TOML, HCL, an .ini file, a connection string, an assignment in a program.
  String.raw`[ \t]{0,20}:?=[ \t]{0,20}"${DOUBLE}"`,
  String.raw`[ \t]{0,20}:?=[ \t]{0,20}'${SINGLE}'`,
  String.raw`${ALONE}[ \t]{1,20}=[ \t]{1,20}(${VALUE})[ \t]*$`,
  // A line of YAML, a prompt: nothing but a name and its value, which may stand on the next line.
  String.raw`${ALONE}["']?[ \t]?:[ \t]+"${DOUBLE}"`,
  String.raw`${ALONE}["']?[ \t]?:[ \t]+'${SINGLE}'`,
  String.raw`${ALONE}["']?[ \t]?:[ \t]*(?:[|>]-?)?[ \t]*(?:\n[ \t]+|(?<=[ \t]))["']?(${VALUE})["']?[ \t]*[,}\]"']{0,6}$`,
  String.raw`(?<=passw(?:or)?d|passphrase)["']?[ \t]?:[ \t]+["']?(?=[^\s"']{0,60}\d)(${VALUE})`,
  // The value where a line was broken behind its name.
  String.raw`["']?[=:][ \t]*\\?\n[ \t]*["']?(?=[^\s"']{0,60}\d)(${VALUE})["',]{0,2}[ \t]*$`,
  String.raw`>((?!\$\{|\{)[^<\n\0]{4,})<\/`,
  // An attribute of XML; a list of names and values, in JSON, YAML or words of the AWS CLI.
  String.raw`["']\s{1,20}value\s?=\s?["'](${NO_VALUE}[^"'\n\0]{4,})["']`,
  String.raw`["'],?\s{0,40}["']?(?:parameter)?value["']?\s?:\s?["']${DOUBLE}["']`,
  String.raw`["']?\s{1,40}value:\s{1,4}["']?(${VALUE})`,
  `,(?:parameter)?value=["']?(${VALUE})`,
];

/** `NAME=value` and its like: the value by the name before it. */
const ASSIGNED: readonly SecretPattern[] = [
  { label: 'secret', hints: NAMES, pattern: new RegExp(`${NAME}(?:${AFTER_NAME.join('|')})`, 'gim') },
  named(
    'secret',
    NAMES,
    String.raw`[A-Z0-9]_(?:PASSW(?:OR)?D|PASS|PASSPHRASE|SECRET|TOKEN|KEY):[ \t]+["']?(?<secret>${VALUE})["']?[ \t,}]*$`,
    'gm',
  ),
  named(
    'password',
    ['passw', 'passphrase'],
    String.raw`\b(?:password|passphrase|passwd)(?: is| was)? ["'\x60](?=[^"'\x60\n]{0,60}\d)(?<secret>[^"'\x60\s\0]{4,})["'\x60]`,
  ),
  named(
    'AWS secret key',
    ['secret'],
    String.raw`secret[-_ ]?(?:access[-_ ]?)?key(?:\s*(?:=>|[:=])\s*|\s+|["']\s*[:,]\s*)["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
  ),
  named(
    'AWS session token',
    ['token'],
    String.raw`(?:session|security)[-_]?token["']?(?:\s*(?:=>|[:=])\s*|\s+)["']?(?<secret>[A-Za-z0-9/+=%_-]{64,})`,
  ),
  ...SAID,
  named('AWS signature', ['x-amz-sig'], 'X-Amz-Signature=(?<secret>[0-9a-f]{8,64})'),
  named('AWS signature', ['signature='], '\\bSignature=(?<secret>[0-9a-f]{8,64})'),
  named('signature', ['sig'], '[?&;]sig(?:nature)?=(?<secret>[A-Za-z0-9%/+=_-]{8,})'),
  named('Azure key', ['key'], '(?:Account|SharedAccess)Key(?:Value)?=(?<secret>[A-Za-z0-9+/]{20,}={0,2})'),
];

/** Headers of requests. */
const HEADERS: readonly SecretPattern[] = [
  named(
    'authorization header',
    ['authorization'],
    String.raw`\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic|token|digest|apikey)\s+)?(?<secret>(?!bearer\b|basic\b|\$|\*|\[redacted)[^\s"',;\0]{8,})`,
  ),
  named(
    'bearer token',
    ['bearer'],
    String.raw`\bbearer\s+["']?(?<secret>(?=[^\s\0]{0,400}\d)[A-Za-z0-9._~+/=-]{16,})`,
  ),
  named(
    'token',
    ['-token', 'key'],
    String.raw`(?<![\w/-])(?:(?:private|job|deploy|csrf|x-[\w-]{1,30})-token|(?:[\w-]{1,20}-)?api-?key|dd-application-key|x-functions-key|ocp-apim-subscription-key)["']?\s*:\s*["']?(?<secret>${VALUE})`,
  ),
  named(
    'cookie',
    ['cookie'],
    String.raw`\b(?:set-)?cookie["']?:\s*["']?[\w.-]{1,60}=(?<secret>[^\s;"'\0]{12,})`,
  ),
];

/** Files that hold credentials. */
const FILES: readonly SecretPattern[] = [
  // ~/.docker/config.json. https://docs.docker.com/reference/cli/docker/login/#credential-stores
  named(
    'registry credentials',
    ['auth', 'token'],
    String.raw`"(?:auth|identitytoken|registrytoken)"\s*:\s*"(?<secret>[^"\n\0\\]{8,})`,
  ),
  // npm config: the keys of .npmrc that hold credentials.
  named(
    'npm credentials',
    ['_auth', '_password'],
    String.raw`:?_(?:authToken|auth|password)(?:\s*=\s*["']?|["']\s*:\s*["'])(?<secret>${VALUE})`,
    'g',
  ),
  named('password', ['login'], String.raw`\blogin\s+\S{1,200}\s+password\s+(?<secret>[^\s"'\0]{4,})`),
  named(
    'cluster credentials',
    ['-data'],
    String.raw`(?:client-key|client-certificate|certificate-authority)-data["']?:\s*["']?(?<secret>[A-Za-z0-9+/=]{16,})`,
  ),
  named(
    'password in a URL',
    ['://'],
    String.raw`:\/\/[^\s:@/"'\0]{0,200}:(?<secret>(?!\$|\*{3}|<|\[redacted|\d{1,5}\/)[^\s"'<>\0]{1,400})@(?!sha256:)`,
  ),
  // Also one that the excerpt cuts off before its end; in JSON its lines end in a written-out \n.
  {
    label: 'private key',
    hints: ['private key'],
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|\s)*(?:[\w-]{1,40}: [^\n\0]{0,80}\n\s*){0,4}(?<secret>[A-Za-z0-9+/=]{16,}(?:(?:\\[nr]|\s)+[A-Za-z0-9+/=]{16,})*(?:(?:\\[nr]|\s)+[A-Za-z0-9+/=]{1,76}(?=(?:\\[nr]|\s)*-----END))?)/g,
  },
  // Its lines by themselves. A digest has letters of one case.
  {
    label: 'private key',
    hints: [],
    pattern:
      /^[ \t]{0,40}(?<secret>(?<!\S)[A-Za-z0-9+/]{64})(?<=[a-z][A-Za-z0-9+/]{0,63})(?<=[A-Z][A-Za-z0-9+/]{0,63})(?<=\d[A-Za-z0-9+/]{0,63})[ \t]*$/gm,
  },
];

/**
 * What secretlint's preset misses or finds too much or too little of, as the things print it. None of it matches
 * a commit, a UUID, an ARN, a digest or an account id.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  ...SECRET_TOKENS,
  ...HEADERS,
  ...SECRET_COMMANDS,
  ...FILES,
  ...ASSIGNED,
  RANDOM_WORDS,
];
