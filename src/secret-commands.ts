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

/** What puts a value under a name: `aws configure set`, `npm config set`, `dotnet user-secrets set`, Docker's ENV. */
const SETTING = String.raw`\b(?:ENV|setx|(?:config(?:ure|:set)?|user-secrets|secrets?)[ :](?:set|put|add))\s(?:--?\S{1,40}\s){0,3}["']?[\w./:@-]{0,120}(?:passw(?:or)?d|passphrase|secret|token|(?:api|access|secret)[_-]?key|_auth)["']?[ \t=]{1,4}["']?`;
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
  option('(?:az|cf|oc|npm|gcloud auth|pulumi) login|twine upload', '-p[ =]'),
  option('sqlcmd|bcp|osql|unzip|zip|7z|lftp', '-[Pp][ =]?'),
  option('openssl', '-[kK][ =]'),
  option('signtool', '[/-]p[ =]?'),
  option('codecov|codecovcli|coveralls', String.raw`-t[ =](?=[\w-]{20})`, 'token'),
  option('(?:gem|mix hex|nuget|paket) push', '(?:-k|--key)[ =]'),
  option('htpasswd', String.raw`-\w{0,4}b\w{0,4}\s+\S{1,200}\s+[^\s-]\S{0,60}\s+`),
  option('sqlplus|expdp|impdp|rman|sqlldr', String.raw`["']?[\w.-]{1,60}\/`),
  option('nuget', '-(?:k|ApiKey|Password|ClearTextPassword)[ =]'),
  option('keytool|jarsigner|apksigner', '-(?:storepass|keypass|srcstorepass|deststorepass)[ =]'),
  option('openssl|apksigner|gpg', String.raw`(?:-?-?[\w-]{0,12}pass(?:in|out|phrase)?[ =])(?:pass:)?`),
  option(
    'snyk auth|vault login|doctl auth init -t|pulumi login|cargo login|nuget setapikey|heroku auth:token',
    '(?!-)(?=\\S{0,80}\\d)',
    'token',
  ),
  option('kubectl', String.raw`--from-literal[ =]["']?[\w.-]{1,80}=`, 'secret'),
  named('secret', NAMES, `${SETTING}${SECRET}`),
  // A parameter's or a secret's value, as it is put. https://docs.aws.amazon.com/cli/latest/reference/ssm/put-parameter.html
  named('secret', ['securestring'], String.raw`--value[ =]["']?${SECRET}["']?[^\n\0]{0,300}?SecureString`),
  named('secret', ['securestring'], `SecureString${REST}--value[ =]["']?${SECRET}`),
  named('secret', ['secret-string'], `--secret-string[ =]["']?${SECRET}`),
  named(
    'password',
    ['convertto-securestring'],
    String.raw`ConvertTo-SecureString\s+(?:-String\s+)?["']?(?!-)${SECRET}`,
  ),
  named('secret', NAMES, `${NAMED_OPTION}["']?(?!id=)${SECRET}`),
  named('secret', NAMES, String.raw`${NAMED_OPTION}"(?<secret>${NO_VALUE}[^"\n\0]{4,})"`),
];
