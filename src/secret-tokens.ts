import type { SecretPattern } from './secret-patterns.ts';

/** Not in the middle of a longer word. */
const START = '(?<![A-Za-z0-9])';
const WORD = '[A-Za-z0-9]';
const DASHED = String.raw`[\w-]`;
const HEX = '[0-9a-f]';

/** A token that is known by how it begins, or by what else `hints` say is in it. */
function token(label: string, hints: string, form: string, flags = 'g'): SecretPattern {
  return { label, hints: hints.split(' '), pattern: new RegExp(`${START}(?<secret>${form})`, flags) };
}

/** One that a line's end, or the excerpt's, may have cut: what is left of it, and its rest at the head of the next line. */
function cutToken(label: string, hints: string, begin: string, body: string, length: number): SecretPattern {
  const rest = String.raw`(?:[ \t]{0,8}\n[ \t]{0,8}${body}{2,${length}})?`;
  const cut = `(?=${body}{0,40}\\d)${body}{6,${length - 1}}${rest}`;
  return token(label, hints, `(?:${begin})(?:${body}{${length},}|${cut})`);
}

function placed(label: string, hints: string, pattern: RegExp): SecretPattern {
  return { label, hints: hints.split(' '), pattern };
}

/**
 * Tokens that say by their form what they are. Those of secretlint's preset stand here again where it misses some: in
 * the middle of a name, cut, or of a newer kind. Forms: https://docs.github.com/en/code-security/secret-scanning and
 * the issuers' own pages.
 */
export const SECRET_TOKENS: readonly SecretPattern[] = [
  // AKIA: of a user, ASIA: of a session. AROA and AIDA are names, not keys.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  placed('AWS access key id', 'akia asia', /(?<![A-Z0-9])(?<secret>A[KS]IA[A-Z0-9]{16})(?![A-Z0-9])/g),
  placed(
    'AWS access key id',
    'akia asia',
    /(?<![A-Z0-9])(?<secret>A[KS]IA[A-Z0-9]{6,15}\n[A-Z0-9]{1,10})\b/g,
  ),
  // The secret stands behind its id in a table or a file of credentials.
  placed(
    'AWS secret key',
    'akia asia',
    /A[KS]IA[A-Z0-9]{16}[^\n\0]{1,80}?(?<![A-Za-z0-9/+=])(?=[^\n\0]{0,40}\d)(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/g,
  ),
  // The ways in which session tokens begin: base64 of "origin" and of "er/aws".
  token(
    'AWS session token',
    'iqojb3jpz2lu gzxivyxdz',
    '(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9/+=%]{16,}',
  ),
  cutToken('GitHub Token', 'ghp_ gho_ ghu_ ghs_ ghr_', 'gh[pousr]_', WORD, 36),
  cutToken('GitHub Token', 'github_pat_', 'github_pat_', String.raw`\w`, 60),
  cutToken(
    'GitLab Token',
    'glpat- glptt- gldt- glrt- glrtr- glcbt- glsoat- glft- glimt- glagent- gloas- glffct-',
    'gl(?:pat|ptt|dt|rtr?|cbt|soat|ft|imt|agent|oas|ffct)-',
    String.raw`[\w.-]`,
    20,
  ),
  token('Bitbucket token', 'atbb atctt3 atatt3', 'AT(?:BB|CTT3|ATT3)[A-Za-z0-9_=-]{20,}'),
  placed('npm access token', 'npm_', /(?<![A-Za-z0-9])(?<secret>npm_[A-Za-z0-9]{36})(?!\w)/g),
  cutToken('PyPI token', 'pypi-', 'pypi-Ag', DASHED, 60),
  cutToken('Docker Hub token', 'dckr_', 'dckr_[po]at_', DASHED, 27),
  cutToken('slack token', 'xox', 'xox[a-z](?:[.-]xox[a-z])?-', DASHED, 24),
  token('slack token', 'xapp-', String.raw`xapp-\d-[\w-]{20,}`),
  placed(
    'webhook address',
    'hooks.slack',
    // Of webhooks, workflows, and of answers to commands and presses.
    /hooks\.slack(?:-gov)?\.com\/\w{1,20}\/(?<secret>[\w/-]{16,})/g,
  ),
  // https://docs.slack.dev/authentication/verifying-requests-from-slack
  token('Slack signature', 'v0=', String.raw`v0=[0-9a-f]{64}\b`),
  placed(
    'webhook address',
    '/api/webhooks/ webhook.office.com',
    /(?:discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com\/webhookb2)\/(?<secret>[\w@/-]{20,})/g,
  ),
  cutToken('Stripe Live Secret Key', 'k_live_', '[srp]k_live_', WORD, 24),
  token('Stripe key', 'k_test_ whsec_', '(?:[sr]k_test_|whsec_)[A-Za-z0-9+/=]{16,}'),
  token('SendGrid key', 'sg.', String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`),
  token('Twilio key', 'sk', `SK${HEX}{32}`),
  token('Mailgun key', 'key-', `key-${HEX}{32}`),
  token('Mailchimp key', '-us', String.raw`[0-9a-f]{32}-us\d{1,2}\b`),
  cutToken('Anthropic key', 'sk-ant-', 'sk-ant-', DASHED, 80),
  token(
    'OpenAI key',
    'sk-',
    String.raw`sk-(?=[\w-]{0,80}\d)(?=[\w-]{0,80}[A-Z])(?:proj-|svcacct-|admin-)?[\w-]{20,}`,
  ),
  token('Google API key', 'aiza', String.raw`AIza[\w-]{35}`),
  token(
    'Google OAuth token',
    'ya29. gocspx- 1//0',
    String.raw`ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}|1\/\/0[\w-]{30,}`,
  ),
  // https://learn.microsoft.com/en-us/purview/sit-defn-azure-ad-client-secret
  placed('Azure client secret', 'q~', /(?<![\w~.-])(?<secret>[\w~.-]{3}\dQ~[\w~.-]{31,37})/g),
  placed(
    'Azure key',
    'azfu azse azca acdb +ast +aba +amc +aiot +arm +aeh +asb +acr',
    /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{32,80}(?:AzFu|AzSe|AzCa|ACDb|\+A(?:St|Ba|MC|IoT|Rm|Eh|Sb|CR))[A-Za-z0-9+/]{4,12}={0,2})/g,
  ),
  placed('Azure key', 'azdo', /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})/g),
  // A storage account's key: 64 bytes in base64. Not a digest, which says what it is: sha512-...
  placed('Azure key', '==', /(?<secret>(?<![A-Za-z0-9+/-])(?<!sha512[:=])[A-Za-z0-9+/]{86}==)/g),
  token('JWT', 'eyj', String.raw`eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?`),
  // The password of an ECR login, CodeArtifact's token: one long base64 object.
  token(
    'token',
    'eyj',
    String.raw`eyJ[A-Za-z0-9+/=_-]{100,}(?:\.[\w-]{8,}){0,4}|eyJ[\w-]{20,}(?:\.[\w-]{8,}){1,4}`,
  ),
  token('New Relic key', 'nr', 'NR(?:AK|AL|II|IQ|JS|RA|AA)-[A-Za-z0-9-]{20,}'),
  token('New Relic key', 'nral', `${HEX}{32,36}(?:FFFF)?NRAL`),
  token('Sentry token', 'sntry', String.raw`sntry[su]_[\w+/=-]{30,}`),
  // The key of a DSN, or a token, stands where a user would.
  placed(
    'password in a URL',
    '@',
    /https?:\/\/(?<secret>(?=[A-Za-z_-]{0,60}\d)[\w-]{20,})(?::[\w-]{0,64})?@/gi,
  ),
  token('Heroku key', 'hrku-', String.raw`HRKU-[\w-]{30,}`),
  token('DigitalOcean token', '_v1_', `do[opr]_v1_${HEX}{64}`),
  token(
    'Cloudflare key',
    'v1.0- cfut_ cfat_ cfk_',
    `v1\\.0-${HEX}{24}-${HEX}{100,}|cf(?:ut|at|k)_[A-Za-z0-9]{20,}`,
  ),
  cutToken('Vault token', 'hvs. hvb. hvr.', String.raw`hv[sbr]\.`, DASHED, 24),
  token(
    'Vault token',
    's.',
    String.raw`s\.(?=[A-Za-z]{0,23}\d)(?=[a-z0-9]{0,23}[A-Z])[A-Za-z0-9]{24}(?![\w.(])`,
  ),
  token('age key', 'age-secret-key-1', 'AGE-SECRET-KEY-1[A-Z0-9]{40,}', 'gi'),
  token('Terraform token', '.atlasv1.', String.raw`[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}`),
  token('Artifactory token', 'akcp cmvmdgtu', 'AKCp[A-Za-z0-9]{20,}|cmVmdGtu[A-Za-z0-9]{20,}'),
  token('NuGet key', 'oy2', 'oy2[a-z0-9]{43}'),
  token(
    'access token',
    'pul- rubygems_ sqp_ sqa_ squ_ dapi shpat_ shpca_ shppa_ shpss_',
    `(?:pul-${HEX}{40}|rubygems_${HEX}{40,}|sq[pau]_${HEX}{40}|dapi${HEX}{32}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32})`,
  ),
  token(
    'access token',
    'lin_api_ ntn_ figd_ pmak- glsa_ glc_ hf_ r8_ gsk_ xai- pplx- nfp_ sbp_ pnu_ bkua_ ccipat_ fm2_ fo1_ pscale_ tskey- dp.',
    String.raw`(?:lin_api_|ntn_|figd_|PMAK-|gl(?:sa|c)_|hf_|r8_|gsk_|xai-|pplx-|nfp_|sbp_|pnu_|bkua_|CCIPAT_|fm2_|fo1_|pscale_(?:tkn|pw|oauth)_|tskey-[a-z]{2,10}-|dp\.(?:pt|st|ct|sa|scim|audit)\.)(?=[\w-]{0,60}\d)[\w+/=-]{20,}`,
  ),
  token(
    'access token',
    'sk-or- secret_ sq0 eaaa sb_secret_ rdme_ duffel_ ezak ezat xkeysib- xsmtpsib- clojars_ cfpat- eaacede flwsec live_ test_ fio-u- tfp_ aio_ ico- npmtoken. dt0c01. access_token$ vcp_ vcr_ ghse_ phc_ phx_ lsv2_ e2b_',
    String.raw`sk-or-v1-${HEX}{64}|secret_[A-Za-z0-9]{43}|(?:live|test)_[A-Za-z0-9]{32,}|(?:ico-|aio_)[A-Za-z0-9]{28,32}|EAAA[\w-]{60}|access_token\$(?:production|sandbox)\$[\w$]{32,}|(?:sq0[a-z]{3}-|sb_secret_|rdme_|duffel_(?:live|test)_|EZ[AT]K|xkeysib-|xsmtpsib-|CLOJARS_|CFPAT-|EAACEdEose0cBA|FLWSEC[\w-]{0,6}-|fio-u-|tfp_|NpmToken\.|dt0c01\.|vc[pr]_|ghse_|ph[cx]_|lsv2_[a-z]{2}_|e2b_)(?=[\w.-]{0,60}\d[\w.-]{0,60}\d)[\w.-]{20,}`,
  ),
  token('access token', 'dp.st.', String.raw`dp\.st\.[\w-]{1,40}\.[A-Za-z0-9]{40,}`),
  token(
    'access token',
    'pat',
    String.raw`pat[A-Za-z0-9]{14}\.${HEX}{64}|pat\.[\w-]{16,}\.${HEX}{24}\.\w{16,}`,
  ),
  token('access token', 'k.eyj', String.raw`[sp]k\.eyJ[\w-]{20,}\.[\w-]{20,}`),
  token('access token', 'api-', 'API-(?=[A-Z]{0,25}\\d)[A-Z0-9]{25,36}'),
  token(
    'access token',
    'ls- pat-',
    `ls-[\\w-]{8,12}(?:-[\\w-]{4}){3}-[\\w-]{12}|pat-[a-z]{2}\\d-${HEX}{8}-[0-9a-f-]{27}`,
  ),
  token('access token', '/', String.raw`[0-2]\/\d{12,20}(?:\/\d{12,20})?:${HEX}{32}`),
  token('access token', 'sdk- api- mob-', '(?:sdk|api|mob)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'),
  token('bot token', ':aa', String.raw`\d{8,10}:AA[\w-]{33}(?![\w-])`),
  token('1Password token', 'ops_eyj', 'ops_eyJ[A-Za-z0-9+/=_-]{40,}'),
];
