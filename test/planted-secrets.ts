/** What a secret is made of. Nothing here is a real one: each is drawn anew, so that no scanner of a git host trips. */
export interface Draw {
  /** So many characters of an alphabet. */
  of: (alphabet: string, length: number) => string;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
export const ALNUM = LOWER + UPPER + DIGITS;
const HEX = '0123456789abcdef';
const BASE64 = `${ALNUM}+/`;
/** Marks that a password may have and no shell, URL or JSON takes for its own. */
const PASSWORD = `${ALNUM}!_.~^-`;

// Always a digit, a small and a large letter, as any generated one of that length has.
const mixed = ({ of }: Draw, length: number, alphabet = ALNUM) =>
  `${of(LOWER, 1)}${of(alphabet, length - 3)}${of(DIGITS, 1)}${of(UPPER, 1)}`;
const token =
  (begin: string, length: number, alphabet = ALNUM) =>
  (draw: Draw) =>
    begin + mixed(draw, length, alphabet);
const password = (draw: Draw) => mixed(draw, 14, PASSWORD);
const long = (draw: Draw) => mixed(draw, 32);
const hex = (length: number) => (draw: Draw) =>
  `${draw.of(DIGITS, 1)}${draw.of('abcdef', 1)}${draw.of(HEX, length - 2)}`;
const uuid = ({ of }: Draw) => [8, 4, 4, 4, 12].map((length) => of(HEX, length)).join('-');
const keyBody = (draw: Draw) => [64, 64, 64, 40].map((length) => mixed(draw, length, BASE64)).join('\n');
const pem = (kind: string, body: string, end = '\n') =>
  [
    '-----BEGIN ',
    kind,
    ` KEY-----${end}${body.replaceAll('\n', end)}${end}-----END `,
    kind,
    ' KEY-----',
  ].join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const jwt = (draw: Draw) =>
  [
    base64('{"alg":"HS256"}').replaceAll('=', ''),
    base64(`{"sub":"${draw.of(ALNUM, 12)}"}`).replaceAll('=', ''),
    mixed(draw, 43),
  ].join('.');

/** One kind of secret: how it is made, and the line or lines that a build prints it in. */
export interface Kind {
  kind: string;
  make: (draw: Draw) => string;
  print: (secret: string) => string;
  /** It is known by its form, whatever stands around it. */
  isToken?: boolean;
}

const tokens: [kind: string, make: Kind['make'], print?: Kind['print']][] = [
  ['AWS access key id', (d) => `AKIA${d.of(`${UPPER}234567`, 16)}`],
  ['AWS access key id of a session', (d) => `ASIA${d.of(`${UPPER}234567`, 16)}`],
  ['AWS session token', (d) => `IQoJb3JpZ2lu${mixed(d, 300, BASE64)}`],
  ['GitHub, classic', token('ghp_', 36)],
  ['GitHub, fine-grained', (d) => `github_pat_${mixed(d, 22)}_${mixed(d, 59)}`],
  ['GitHub, app', token('ghs_', 36)],
  ['GitHub, OAuth', token('gho_', 36)],
  ['GitHub, refresh', token('ghr_', 76)],
  ['GitLab, personal', token('glpat-', 20)],
  ['GitLab, job', token('glcbt-', 24)],
  ['GitLab, runner', token('glrt-', 20)],
  ['Bitbucket app password', token('ATBB', 32)],
  ['Atlassian API token', token('ATATT3xFfGF0', 180)],
  ['npm', token('npm_', 36)],
  ['PyPI', token('pypi-AgEIcHlwaS5vcmc', 150, `${ALNUM}-_`)],
  ['Docker Hub', token('dckr_pat_', 27)],
  ['Slack bot token', (d) => `xoxb-${d.of(DIGITS, 12)}-${d.of(DIGITS, 13)}-${mixed(d, 24)}`],
  ['Slack app token', (d) => `xapp-1-A0${d.of(UPPER, 9)}-${d.of(DIGITS, 13)}-${hex(64)(d)}`],
  [
    'Slack webhook',
    (d) => `T0${d.of(UPPER, 9)}/B0${d.of(UPPER, 9)}/${mixed(d, 24)}`,
    (s) => `POST https://hooks.slack.com/services/${s}`,
  ],
  ['Stripe, live', token('sk_live_', 24)],
  ['Stripe, restricted', token('rk_live_', 24)],
  ['Stripe webhook', token('whsec_', 32)],
  ['SendGrid', (d) => `SG.${mixed(d, 22)}.${mixed(d, 43)}`],
  ['Twilio API key', (d) => `SK${hex(32)(d)}`],
  ['Mailgun', (d) => `key-${hex(32)(d)}`],
  ['OpenAI', token('sk-', 48)],
  ['OpenAI, project', token('sk-proj-', 120, `${ALNUM}-_`)],
  ['Anthropic', token('sk-ant-api03-', 95, `${ALNUM}-_`)],
  ['Google API key', token('AIza', 35, `${ALNUM}-_`)],
  ['Google OAuth', token('ya29.', 80, `${ALNUM}-_`)],
  ['Google client secret', token('GOCSPX-', 28, `${ALNUM}-_`)],
  ['Azure client secret', (d) => `${d.of(ALNUM, 3)}8Q~${mixed(d, 34)}`],
  ['Azure storage key', (d) => `${mixed(d, 42, BASE64)}+${mixed(d, 43, BASE64)}==`],
  ['JWT', jwt],
  ['ECR password', (d) => base64(`{"payload":"${mixed(d, 120)}","datakey":"${mixed(d, 60)}"}`)],
  ['New Relic', (d) => `NRAK-${d.of(UPPER + DIGITS, 27)}`],
  ['Sentry DSN', hex(32), (s) => `SENTRY https://${s}@o123.ingest.sentry.example/45`],
  ['Sentry auth token', token('sntrys_', 60)],
  ['Heroku', (d) => `HRKU-${mixed(d, 60)}`],
  ['DigitalOcean', (d) => `dop_v1_${hex(64)(d)}`],
  ['Vault', token('hvs.', 90)],
  ['Vault, old', token('s.', 24)],
  ['age key', (d) => `AGE-SECRET-KEY-1${d.of(UPPER + DIGITS, 58)}`],
  ['Terraform Cloud', (d) => `${d.of(ALNUM, 14)}.atlasv1.${mixed(d, 64)}`],
  ['NuGet', (d) => `oy2${d.of(LOWER + DIGITS, 43)}`],
  ['Artifactory', token('AKCp8', 60)],
  [
    'CodeArtifact',
    (d) =>
      `${base64('{"ver":1,"isu":1,"enc":"A128GCM","tag":"x"}').replaceAll('=', '')}.${mixed(d, 24)}.${mixed(d, 16)}.${mixed(d, 150)}.${mixed(d, 22)}`,
  ],
  ['Shopify', (d) => `shpat_${hex(32)(d)}`],
  ['Hugging Face', token('hf_', 34)],
  ['Databricks', (d) => `dapi${hex(32)(d)}`],
  ['RubyGems', (d) => `rubygems_${hex(48)(d)}`],
  ['Grafana', token('glsa_', 40)],
  ['SonarQube', (d) => `sqp_${hex(40)(d)}`],
  ['OpenRouter', (d) => `sk-or-v1-${hex(64)(d)}`],
  ['Square', token('sq0atp-', 22)],
  ['Brevo', (d) => `xkeysib-${hex(64)(d)}-${mixed(d, 16)}`],
  ['Mapbox', (d) => `sk.eyJ${mixed(d, 80)}.${mixed(d, 22)}`],
  ['Dynatrace', (d) => `dt0c01.${d.of(UPPER + DIGITS, 24)}.${d.of(UPPER + DIGITS, 63)}7`],
  ['Harness', (d) => `pat.${mixed(d, 22)}.${hex(24)(d)}.${mixed(d, 20)}`],
  ['Airtable', (d) => `pat${mixed(d, 14)}.${hex(64)(d)}`],
  ['HubSpot', (d) => `pat-na1-${uuid(d)}`],
  ['Doppler, service', (d) => `dp.st.prd.${mixed(d, 43)}`],
  ['Asana', (d) => `1/${d.of(DIGITS, 16)}:${hex(32)(d)}`],
  ['LocalStack', (d) => `ls-${[8, 4, 4, 4, 12].map((length) => d.of(ALNUM, length)).join('-')}`],
  // With a head of more than a hundred characters.
  ['encrypted token', (d) => `eyJ${mixed(d, 140)}.${mixed(d, 80)}.${mixed(d, 16)}.${mixed(d, 90)}`],
];

const named: [kind: string, make: Kind['make'], print: Kind['print']][] = [
  ['AWS secret key in a variable', (d) => mixed(d, 40, BASE64), (s) => `AWS_SECRET_ACCESS_KEY=${s}`],
  ['AWS secret key in JSON', (d) => mixed(d, 40, BASE64), (s) => `  "SecretAccessKey": "${s}",`],
  [
    'AWS secret key in a credentials file',
    (d) => mixed(d, 40, BASE64),
    (s) => `aws_secret_access_key = ${s}`,
  ],
  [
    'AWS secret key behind its id',
    (d) => mixed(d, 40, BASE64),
    (s) => `deploy,AKIA${'IOSFODNN7ABCDEFG'},${s}`,
  ],
  ['bearer', long, (s) => `> Authorization: Bearer ${s}`],
  ['basic authorization', (d) => base64(`ci:${password(d)}`), (s) => `authorization: Basic ${s}`],
  ['header of an API key', long, (s) => `curl -H 'X-Api-Key: ${s}' https://api.example`],
  ['Datadog header', hex(32), (s) => `curl -H "DD-API-KEY: ${s}" https://api.example`],
  ['GitLab header', long, (s) => `curl --header "PRIVATE-TOKEN: ${s}" https://git.example`],
  ['Postgres URL', password, (s) => `could not connect to postgres://app:${s}@db.example:5432/app`],
  ['MongoDB URL', password, (s) => `MongoServerError: mongodb+srv://app:${s}@cluster0.example/test`],
  ['Redis URL', password, (s) => `redis://:${s}@cache.example:6379/0`],
  ['AMQP URL', password, (s) => `amqp://guest:${s}@mq.example:5672/`],
  ['https URL', password, (s) => `fatal: unable to access 'https://ci:${s}@git.example/a/b.git/'`],
  ['docker login -p', password, (s) => `docker login -u AWS -p ${s} https://x.example`],
  ['docker login --password', password, (s) => `docker login --username AWS --password ${s}`],
  ['docker login from echo', password, (s) => `echo ${s} | docker login -u ci --password-stdin`],
  [
    'docker login from echo in quotes',
    password,
    (s) => `echo -n "${s}" | docker login -u ci --password-stdin x.example`,
  ],
  ['docker config', (d) => base64(`ci:${password(d)}`), (s) => `{"auths":{"x.example":{"auth":"${s}"}}}`],
  ['PASSWORD=', password, (s) => `DB_PASSWORD=${s} ./migrate`],
  ['password= in small letters', password, (s) => `jdbc:x://h/db?user=u&password=${s}`],
  ['Password= of a connection string', password, (s) => `Server=db;User Id=sa;Password=${s};Encrypt=true`],
  [
    'Azure connection string',
    (d) => `${mixed(d, 86, BASE64)}==`,
    (s) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s};EndpointSuffix=core.example`,
  ],
  [
    'Azure SAS',
    (d) => encodeURIComponent(base64(mixed(d, 32))),
    (s) => `https://a.blob.example/c?sv=2024-01-01&se=2026&sig=${s}`,
  ],
  ['"password" in JSON', password, (s) => `{"user": "u", "password": "${s}"}`],
  ['password in JSON on two lines', password, (s) => `  "password":\n    "${s}"`],
  ['password with spaces in JSON', (d) => `${password(d)} ${password(d)}`, (s) => `{"password": "${s}"}`],
  ['password: of YAML', password, (s) => `db:\n  password: ${s}\n  port: 5432`],
  ['password: of YAML in quotes', password, (s) => `  Password: "${s}"`],
  ['password: on two lines', password, (s) => `  password: >\n    ${s}`],
  ['export TOKEN=', long, (s) => `export API_TOKEN=${s}`],
  ["export TOKEN='...'", long, (s) => `+ export 'CI_TOKEN=${s}'`],
  ['PASSWORD in a dictionary', password, (s) => `{'host': 'db', 'password': '${s}', 'port': 1}`],
  ['password of Terraform', password, (s) => `db_password = "${s}"`],
  ['curl -u', password, (s) => `curl -sS -u admin:${s} https://x.example`],
  ['mysql -p', password, (s) => `mysql -h db -u root -p${s} app < dump.sql`],
  ['sshpass', password, (s) => `sshpass -p ${s} scp a b:`],
  ["sshpass -p '...'", password, (s) => `sshpass -p '${s}' ssh deploy@host.example`],
  ['redis-cli', password, (s) => `redis-cli -h cache -a ${s} ping`],
  ['PGPASSWORD', password, (s) => `PGPASSWORD="${s}" psql -h db`],
  ['helm --set', password, (s) => `helm upgrade x ./x --set db.password=${s} --wait`],
  ['kubectl create secret', password, (s) => `kubectl create secret generic x --from-literal=api=${s}`],
  ['kubeconfig token', long, (s) => `users:\n- name: ci\n  user:\n    token: ${s}`],
  ['kubeconfig key', (d) => base64(mixed(d, 90)), (s) => `    client-key-data: ${s}`],
  ['.netrc', password, (s) => `machine git.example login ci password ${s}`],
  ['.netrc on lines', password, (s) => `machine git.example\n  login ci\n  password ${s}`],
  ['.npmrc', (d) => uuid(d), (s) => `//registry.npm.example/:_authToken=${s}`],
  ['Heroku key by name', (d) => uuid(d), (s) => `HEROKU_API_KEY=${s}`],
  ['Cloudflare by name', (d) => mixed(d, 40, `${ALNUM}-_`), (s) => `CLOUDFLARE_API_TOKEN=${s}`],
  ['Twilio auth token', hex(32), (s) => `TWILIO_AUTH_TOKEN=${s}`],
  ['Datadog by name', hex(32), (s) => `DD_API_KEY=${s}`],
  ['New Relic by name', (d) => `${hex(36)(d)}NRAL`, (s) => `NEW_RELIC_LICENSE_KEY: ${s}`],
  ['private key', keyBody, (s) => pem('RSA PRIVATE', s)],
  ['private key of OpenSSH', keyBody, (s) => pem('OPENSSH PRIVATE', s)],
  ['private key on one line', keyBody, (s) => pem('PRIVATE', s, '\\n')],
  [
    'service account of Google',
    keyBody,
    (s) => `{"type": "service_account", "private_key": "${pem('PRIVATE', s, '\\n')}\\n"}`,
  ],
  ['maven settings', password, (s) => `<server><id>x</id><password>${s}</password></server>`],
  ['nuget push', (d) => mixed(d, 40), (s) => `dotnet nuget push a.nupkg --api-key ${s} --source x`],
  ['cookie', long, (s) => `Set-Cookie: session=${s}; Path=/`],
  ['presigned URL', hex(64), (s) => `https://b.s3.example/k?X-Amz-Signature=${s}`],
  [
    'signed request',
    hex(64),
    (s) =>
      `Authorization: AWS4-HMAC-SHA256 Credential=AKIA${'IOSFODNN7ABCDEFG'}/20261120/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${s}`,
  ],
  ['password in a sentence', password, (s) => `cannot log in with password ${s}`],
  ['password is', password, (s) => `Password is ${s}, try again`],
  ['name and arrow', password, (s) => `error: dbPassword -> ${s}`],
  ['name in the middle of a line', long, (s) => `Error: (clientSecret: ${s})`],
  ['ENV of Docker', password, (s) => `Step 4/9 : ENV DB_PASSWORD ${s}`],
  ['setx', password, (s) => `setx DB_PASSWORD ${s}`],
  ['aws configure set', password, (s) => `aws configure set aws_secret_access_key ${s}`],
  ['npm config set', password, (s) => `npm config set //registry.npm.example/:_authToken ${s}`],
  ['Gradle', password, (s) => `  storePassword '${s}'`],
  ['PowerShell', password, (s) => `ConvertTo-SecureString '${s}' -AsPlainText -Force`],
  ['SQL', password, (s) => `CREATE USER ci IDENTIFIED BY '${s}';`],
  ['Oracle URL', password, (s) => `jdbc:oracle:thin:app/${s}@db.example:1521/x`],
  ['DSN of Go', password, (s) => `dial: app:${s}@tcp(db.example:3306)/app`],
  [
    'URL with a slash in its password',
    (d) => `${password(d)}/${password(d)}`,
    (s) => `redis://:${s}@cache.example:6379`,
  ],
  ['sqlcmd', password, (s) => `sqlcmd -S db -U sa -P ${s} -Q x`],
  ['twine -p', password, (s) => `twine upload -u __token__ -p ${s} dist/*`],
  ['secret that Secrets Manager answers', password, (s) => `    "SecretString": "${s}",`],
  [
    'parameter that Parameter Store answers',
    password,
    (s) => `    "Type": "SecureString",\n        "Value": "${s}",\n        "Version": 1`,
  ],
  [
    'parameter that is put',
    password,
    (s) => `aws ssm put-parameter --name /x --value ${s} --type SecureString`,
  ],
  ['variable of a task definition', password, (s) => `{"name": "DB_PASSWORD", "value": "${s}"}`],
  ['variable of a task definition on lines', password, (s) => `"name": "DB_PASSWORD",\n  "value": "${s}"`],
  ['variable of a pod', password, (s) => `- name: DB_PASSWORD\n  value: ${s}`],
  ['variable of a build', password, (s) => `--environment-variables-override name=DB_PASSWORD,value=${s}`],
  ['parameter of a stack', password, (s) => `--parameters ParameterKey=DBPassword,ParameterValue=${s}`],
  ['attribute of XML', password, (s) => `<add key="ClearTextPassword" value="${s}" />`],
  [
    'private key with words before its lines',
    keyBody,
    (s) => pem('RSA PRIVATE', s).replaceAll(/^/gm, '@acme/api: '),
  ],
];

export const KINDS: readonly Kind[] = [
  ...tokens.map(([kind, make, print]) => ({
    kind,
    make,
    print: print ?? ((s: string) => `remote: using ${s} here`),
    isToken: print === undefined,
  })),
  ...named.map(([kind, make, print]) => ({ kind, make, print })),
];
