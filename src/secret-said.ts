import type { SecretPattern } from './secret-patterns.ts';
import { NAME, NAMES, named, TELLING, VALUE } from './secret-value.ts';

/** A name and its value side by side, in words or as a tool takes them. */
export const SAID: readonly SecretPattern[] = [
  named(
    'secret',
    ['passw', 'passphrase', 'token', 'key'],
    String.raw`(?:\b(?:password|passphrase|passwd)|\b(?:access|api|auth|refresh)[ _-]?(?:token|key)(?=[^\n\0]{0,50}[ "'\x60][\w+/=-]{16}))(?: \([^)\n]{0,40}\))?(?: is| was|:|[ \t]?[-=]>)?[ \t]["'\x60]?(?!(?:for|of|from|in|to)\b)(?<secret>${TELLING})`,
  ),
  // In the middle of a line: `Error: (clientSecret: x1)`, `my_token = x1`.
  {
    label: 'secret',
    hints: NAMES,
    pattern: new RegExp(
      String.raw`(?:(?<=[\w.-])${NAME}|passw(?:or)?d|passphrase|api[_-]?key)["'\x60]?[ \t]{0,4}[:=][ \t]{1,4}["'\x60]?(?<secret>${TELLING})`,
      'gi',
    ),
  },
  // `ENV DB_PASSWORD x1`, `setx`, `npm config set //host/:_authToken x1`, Gradle's `keyPassword 'x'`.
  named(
    'secret',
    NAMES,
    String.raw`(?:[A-Z0-9]_(?:PASSW(?:OR)?D|PASS|PASSPHRASE|SECRET|TOKEN|KEY|PAT)|_authToken|_password|[a-z]Pass(?:word|phrase)|[a-z]Token)["']?(?: ->|[ \t]?=>)?[ \t]{1,4}["']?(?<secret>${TELLING})`,
    'g',
  ),
  named('password', NAMES, String.raw`\b(?:key|store|trust)Password[ \t]+["'](?<secret>[^"'\n\0]{4,})["']`),
  named(
    'password',
    ['identified'],
    String.raw`\bidentified\s(?:with\s\w{1,40}\s)?by\s["'](?<secret>[^"'\n\0]{4,})["']`,
  ),
  // What Parameter Store and Secrets Manager answer.
  named('secret', ['secretstring'], String.raw`\bsecretstring["']?\s?[:=]\s?["']?(?<secret>${VALUE})`),
  named(
    'secret',
    ['securestring'],
    String.raw`"value"\s?:\s?"(?<secret>[^"\n\0]{4,})"[^{}\0]{0,400}"SecureString"`,
  ),
  named(
    'secret',
    ['securestring'],
    String.raw`"SecureString"[^{}\0]{0,400}"value"\s?:\s?"(?<secret>[^"\n\0]{4,})"`,
  ),
  named('secret', ['securestring'], String.raw`\bSecureString\t(?<secret>[^\s\0]{4,})\t\d`),
  // User and password before a host that has no scheme.
  named(
    'password',
    ['jdbc:oracle'],
    String.raw`\bjdbc:oracle:\w{1,10}:[\w.-]{1,60}\/(?<secret>[^\s"'\0]{4,100})@`,
  ),
  named(
    'password',
    ['@'],
    String.raw`(?<![\w/.@%-])(?!mailto:|git:|npm:)[\w.-]{1,60}:(?<secret>(?=[^\s@]{0,60}(?:[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z]))[^\s"'/:@\0]{8,100})@(?:[\w-]{1,60}\.){1,8}[a-z]{2,}`,
  ),
  named(
    'password',
    ['@tcp(', '@unix('],
    String.raw`(?<![\w/])[\w.-]{1,60}:(?<secret>(?!\/)[^\s"'@\0]{4,100})@(?:tcp|unix)\(`,
  ),
];
