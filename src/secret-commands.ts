import type { SecretPattern } from './secret-patterns.ts';
import { NO_VALUE, named, VALUE } from './secret-value.ts';

// Long lines are looked at for a while only, so that a hostile one costs no more than its length.
const REST = String.raw`[^\n\0]{0,400}?`;
const SECRET = `(?<secret>${VALUE})`;

/** The option of a program behind which a password stands: as its own word, or joined to it. */
function option(programs: string, options: string, label = 'password'): SecretPattern {
  const hints = programs.toLowerCase().match(/[a-z][a-z-]{2,}/g) ?? [];
  return named(label, hints, String.raw`\b(?:${programs})\b${REST}\s(?:${options})["'\x60]?${SECRET}`, 'g');
}

const NAMED_OPTION = String.raw`\s--?(?:[a-z-]{0,30}-)?(?:password|passwd|passphrase|token|secret|api-?key)[ =]`;
const NAMES = ['passw', 'passphrase', 'token', 'secret', 'key'];

/** Commands that hold a secret, as people write them and as a shell traces them. */
export const SECRET_COMMANDS: readonly SecretPattern[] = [
  option(
    '(?:docker|podman|buildah|nerdctl|oras|helm registry|crane auth) login|skopeo (?:login|copy)',
    String.raw`-p[ =]?|--password[ =]|--creds[ =][^\s:]{1,80}:|--(?:src|dest)-creds[ =][^\s:]{1,80}:`,
    'registry password',
  ),
  named(
    'registry password',
    ['echo', 'printf'],
    String.raw`\b(?:echo|printf)\s+(?:-\w+\s+|["']?%s(?:\\n)?["']?\s+)?["']?${SECRET}["']?\s*\|[^\n\0]{0,300}?(?:stdin|--with-token|sudo -S|login|chpasswd|gpg )`,
    'g',
  ),
  named(
    'registry password',
    ['<<<'],
    String.raw`(?:-stdin|--with-token|sudo -S)[^\n\0]{0,200}?<<<\s*["']?${SECRET}`,
    'g',
  ),
  option('curl', String.raw`(?:-u|--user|--proxy-user|-U)[ =]?["']?[^\s:"'\0]{1,200}:`),
  option('mysql|mysqldump|mysqladmin|mariadb', '-p'),
  option('sshpass|mongo|mongosh|mongodump|mongorestore', '-p[ =]?'),
  option('redis-cli', '-a[ =]?'),
  option('ldapsearch|ldapmodify|ldapadd', '-w[ =]?'),
  option('az login', '-p[ =]'),
  option('nuget', '-(?:k|ApiKey|Password|ClearTextPassword)[ =]'),
  option('keytool|jarsigner|apksigner', '-(?:storepass|keypass|srcstorepass|deststorepass)[ =]'),
  option('openssl|apksigner|gpg', String.raw`(?:-?-?[\w-]{0,12}pass(?:in|out|phrase)?[ =])(?:pass:)?`),
  option('snyk auth|vault login|doctl auth init -t|pulumi login', '(?!-)', 'token'),
  option('kubectl', String.raw`--from-literal[ =]["']?[\w.-]{1,80}=`, 'secret'),
  named('secret', NAMES, `${NAMED_OPTION}["']?(?!id=)${SECRET}`),
  named('secret', NAMES, String.raw`${NAMED_OPTION}"(?<secret>${NO_VALUE}[^"\n\0]{4,})"`),
];
