/** One kind of secret: what a reader is told was there, and where it stands (the group `secret`). */
export interface SecretPattern {
  label: string;
  pattern: RegExp;
}

/**
 * What no secret begins with: a variable, another program's mask, an ARN, a path, a type of JSON, an empty or
 * nested value.
 */
const VALUE = String.raw`(?<secret>(?!\$|%|\*|<|\[redacted|redacted_|your_|YOUR_|REDACTED_|arn:|\/|\{|(?:true|false|null|none|undefined)\b)[^\s"'\`,;&)}\]\\\0]{4,})`;
const QUOTED = String.raw`(?<secret>(?!\$|%|\*|<|\[redacted|your_|YOUR_|arn:|\{)[^"\n\0]{4,})`;
const NAME =
  '(?:passw(?:or)?d|passphrase|(?<=_)pwd|secret(?:_?(?:access_?)?key(?:_?base)?)?|(?<!publickey)token|api_?key|access_?key|private_?key)';
// Long lines are looked at for a while only, so that a hostile one costs no more than its length.
const REST = String.raw`[^\n\0]{0,400}?`;

/**
 * What secretlint's preset misses or finds too much or too little of, as the things print it. None of it matches
 * a commit, a UUID, an ARN, a digest or an account id.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  // AKIA: of a user, ASIA: of a session. AROA and AIDA are names, not keys.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  { label: 'AWS access key id', pattern: /\b(?<secret>A[KS]IA[A-Z0-9]{16})\b/g },
  {
    label: 'AWS secret key',
    pattern:
      /secret_?access_?key["']?(?:\s*(?:=>|[:=])\s*|\s+)["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  },
  {
    label: 'AWS session token',
    pattern:
      /(?:session|security)[-_]?token["']?(?:\s*(?:=>|[:=])\s*|\s+)["']?(?<secret>[A-Za-z0-9/+=%_-]{64,})/gi,
  },
  // The ways in which session tokens begin: base64 of "origin" and of "er/aws".
  {
    label: 'AWS session token',
    pattern: /\b(?<secret>(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9/+=%]{16,})/g,
  },
  { label: 'AWS signature', pattern: /X-Amz-Signature=(?<secret>[0-9a-f]{64})/gi },
  { label: 'JWT', pattern: /\b(?<secret>eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?)/g },
  // The password of an ECR login, among others: one long base64 object.
  { label: 'token', pattern: /\b(?<secret>eyJ[A-Za-z0-9+/=_-]{100,})/g },
  {
    label: 'authorization header',
    pattern:
      /\bauthorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic|token|digest|apikey)\s+)?(?<secret>(?!bearer\b|basic\b|\$|\*|\[redacted)[^\s"',;\0]{8,})/gi,
  },
  { label: 'bearer token', pattern: /\bbearer\s+["']?(?<secret>(?=[^\s\0]*\d)[A-Za-z0-9._~+/=-]{16,})/gi },
  {
    label: 'registry password',
    pattern: new RegExp(
      String.raw`\b(?:docker|podman|buildah|nerdctl|skopeo|oras|helm registry|crane auth) login\b${REST}\s(?:-p[ =]?|--password[ =])["']?${VALUE}`,
      'g',
    ),
  },
  // ~/.docker/config.json. https://docs.docker.com/reference/cli/docker/login/#credential-stores
  {
    label: 'registry credentials',
    pattern: /"(?:auth|identitytoken|registrytoken)"\s*:\s*"(?<secret>[^"\n\0]{8,})"/g,
  },
  // npm config: the keys of .npmrc that hold credentials.
  {
    label: 'npm credentials',
    pattern: new RegExp(String.raw`:?_(?:auth|authToken|password)\s*=\s*["']?${VALUE}`, 'g'),
  },
  {
    label: 'password',
    pattern: new RegExp(String.raw`\bcurl\b${REST}\s(?:-u|--user)[ =]?["']?[^\s:"'\0]{1,200}:${VALUE}`, 'g'),
  },
  { label: 'password', pattern: new RegExp(String.raw`\bmysql(?:dump|admin)?\b${REST}\s-p${VALUE}`, 'g') },
  {
    label: 'password in a URL',
    pattern: /:\/\/[^\s:@/"'\0]{0,200}:(?<secret>(?!\$|\*|<|\[redacted)[^\s/"'<>\0]{1,400})@(?!sha256:)/g,
  },
  {
    label: 'secret',
    pattern: new RegExp(
      String.raw`\s--(?:password|passwd|passphrase|token|secret|api-?key|(?:auth|access)-?token)[ =]["']?(?!id=)${VALUE}`,
      'gi',
    ),
  },
  // NAME=value; in JSON; NAME: value, where it is a variable's name and no sentence ("unexpected token: x").
  { label: 'secret', pattern: new RegExp(`${NAME}=["']?${VALUE}`, 'gi') },
  { label: 'secret', pattern: new RegExp(String.raw`${NAME}"\s*:\s*"${QUOTED}"`, 'gi') },
  {
    label: 'secret',
    pattern: new RegExp(
      String.raw`[A-Z0-9]_(?:PASSW(?:OR)?D|PASSPHRASE|SECRET|TOKEN|KEY):[ \t]+["']?${VALUE}`,
      'g',
    ),
  },
  // A line of YAML: nothing but a name and its value.
  {
    label: 'secret',
    pattern: new RegExp(
      String.raw`^[ \t]*(?:- )?["']?[\w.-]{0,80}?${NAME}["']?:[ \t]+["']?${VALUE}["']?[ \t]*$`,
      'gim',
    ),
  },
  {
    label: 'OpenAI key',
    pattern: /\b(?<secret>sk-(?=[\w-]*\d)(?=[\w-]*[A-Z])(?:proj-|svcacct-|admin-)?[\w-]{20,})/g,
  },
  { label: 'Google API key', pattern: /\b(?<secret>AIza[\w-]{35})/g },
  { label: 'Google OAuth token', pattern: /\b(?<secret>ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})/g },
  // Also one that the excerpt cuts off before its end; in JSON its lines end in a written-out \n.
  {
    label: 'private key',
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|\s)*(?:[\w-]{1,40}: [^\n\0]{0,80}\n\s*){0,4}(?<secret>[A-Za-z0-9+/=]{16,}(?:(?:\\[nr]|\s)+[A-Za-z0-9+/=]{16,})*(?:(?:\\[nr]|\s)+[A-Za-z0-9+/=]{1,76}(?=(?:\\[nr]|\s)*-----END))?)/g,
  },
];
