import fc from 'fast-check';
import { parse } from 'shell-quote';
import { describe, expect, it } from 'vitest';
import { redact, redactError, redactReport } from '../src/redact.ts';
import { ORDINARY_LINES } from './ordinary-lines.ts';
import { sampleReport, sampleReports } from './slack/reports.ts';

// Put together here, so that the scanner of a git host does not take them for real ones.
const letters = (length: number, from = 'aB3dE5gH7jK9mN1pQ4sT6vW8xY2z') => from.repeat(9).slice(0, length);
const pem = (name: string) => ['-----BEGIN ', name, ' KEY-----\n'].join('');
const keyBody = `MIIE${letters(60)}\n${letters(64)}\n${letters(30)}==`;

const SECRETS: [kind: string, text: (secret: string) => string, secret: string, label: string][] = [
  ['AWS key id', (s) => `key ${s} used`, `AKIA${'IOSFODNN7ABCDEFG'}`, 'AWS access key id'],
  ['AWS key id of a session', (s) => `id=${s}`, `ASIA${'IOSFODNN7ABCDEFG'}`, 'AWS access key id'],
  ['AWS key id of the documentation', (s) => s, `AKIA${'IOSFODNN7EXAMPLE'}`, 'AWS access key id'],
  ['AWS secret key in a variable', (s) => `AWS_SECRET_ACCESS_KEY=${s}`, letters(40), 'AWS secret key'],
  ['AWS secret key in JSON', (s) => `"SecretAccessKey": "${s}",`, letters(40), 'AWS secret key'],
  [
    'AWS secret key set by the CLI',
    (s) => `aws configure set aws_secret_access_key ${s}`,
    letters(40),
    'AWS secret key',
  ],
  [
    'AWS session token in a variable',
    (s) => `export AWS_SESSION_TOKEN="${s}"`,
    letters(200),
    'AWS session token',
  ],
  ['AWS session token in JSON', (s) => `"SessionToken": "${s}"`, letters(200), 'AWS session token'],
  ['AWS session token by itself', (s) => `got ${s} back`, `IQoJb3JpZ2lu${letters(150)}`, 'AWS session token'],
  ['presigned URL', (s) => `https://b.s3.example/k?X-Amz-Signature=${s}`, 'ab12'.repeat(16), 'AWS signature'],
  ['bearer', (s) => `curl -H "Authorization: Bearer ${s}"`, letters(32), 'authorization header'],
  ['bearer without its header', (s) => `using bearer ${s}`, letters(32), 'bearer token'],
  ['basic authorization', (s) => `Authorization: Basic ${s}`, letters(24), 'authorization header'],
  ['JWT', (s) => `token is ${s}.`, `eyJ${letters(20)}.eyJ${letters(40)}.${letters(43)}`, 'JWT'],
  ['ECR password', (s) => `password-stdin <<< ${s}`, `eyJ${letters(200)}`, 'token'],
  [
    'docker login -p',
    (s) => `docker login -u AWS -p ${s} https://x.example`,
    letters(30),
    'registry password',
  ],
  [
    'docker login --password=',
    (s) => `docker login --username AWS --password=${s}`,
    'hunter22',
    'registry password',
  ],
  ['docker login -p in quotes', (s) => `docker login -p '${s}' x.example`, 'p4ss:word', 'registry password'],
  ["docker's config", (s) => `{"auths":{"x.example":{"auth":"${s}"}}}`, letters(24), 'registry credentials'],
  ['npmrc token', (s) => `//registry.npm.example/:_authToken=${s}`, letters(36), 'npm credentials'],
  ['npm token', (s) => `npm token ${s} revoked`, `npm_${letters(36)}`, 'npm access token'],
  ['PASSWORD=', (s) => `DB_PASSWORD=${s} ./migrate`, 'hunter2!', 'secret'],
  ['PGPASSWORD in quotes', (s) => `PGPASSWORD="${s}" psql`, 'correct-horse', 'secret'],
  ['password in JSON', (s) => `{"password": "${s}"}`, 'correct horse battery', 'secret'],
  ['variable in YAML', (s) => `  API_TOKEN: ${s}`, letters(20), 'secret'],
  ['password in YAML', (s) => `db:\n  password: ${s}\n  port: 1`, 'hunter22', 'secret'],
  ['client secret in a form', (s) => `grant_type=x&client_secret=${s}&scope=y`, letters(20), 'secret'],
  ['--password', (s) => `twine upload --username u --password ${s}`, 'hunter22', 'secret'],
  ['curl -u', (s) => `curl -sS -u admin:${s} https://x.example`, 'hunter22', 'password'],
  ['mysql -p', (s) => `mysql -h db -u root -p${s} app`, 'hunter22', 'password'],
  ['password in a URL', (s) => `postgres://app:${s}@db.example:5432/app`, 'hun@ter22', 'password in a URL'],
  [
    'token in a git URL',
    (s) => `https://x-access-token:${s}@github.example/o/r`,
    letters(36),
    'password in a URL',
  ],
  ['GitHub', (s) => `remote ${s}`, `ghp_${letters(36)}`, 'GitHub Token'],
  ['GitLab', (s) => `remote ${s}`, `glpat-${letters(20)}`, 'GitLab Token'],
  ['Slack', (s) => `bot ${s}`, `xoxb-${'123456789012'}-1234567890123-${letters(24)}`, 'slack token'],
  ['Stripe', (s) => `pay ${s}`, `sk_live_${letters(24)}`, 'Stripe Live Secret Key'],
  ['OpenAI', (s) => `ask ${s}`, `sk-${letters(48)}`, 'OpenAI key'],
  ['OpenAI of a project', (s) => `ask ${s}`, `sk-proj-${letters(60)}`, 'OpenAI key'],
  ['Google API key', (s) => `maps ${s}`, `AIza${letters(35)}`, 'Google API key'],
  ['Google OAuth', (s) => `with ${s}`, `ya29.${letters(60)}`, 'Google OAuth token'],
  ['token of an unknown issuer', (s) => `acme login ${s} failed`, `acme_${letters(40)}`, 'secret'],
  ['private key', (s) => `${pem('RSA PRIVATE')}${s}\n-----END RSA PRIVATE KEY-----`, keyBody, 'private key'],
  [
    'private key without an end',
    (s) => `${pem('PRIVATE')}${s}`,
    `MIIE${letters(60)}\n${letters(64)}`,
    'private key',
  ],
];

const NEAR_MISSES = [
  'commit 9c1185a5c5e9fc54612808977ee8f548b2258d31',
  'build payments-api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e failed',
  'arn:aws:iam::111122223333:role/service-role/codebuild-payments-service-role',
  'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf',
  'DB_SECRET=arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf',
  'pulled node@sha256:2d9b6b3c8c1e4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f',
  'account 111122223333, request id 0a1b2c3d-0000-4000-8000-123456789abc',
  'AROAIOSFODNN7ABCDEFG:AWSCodeBuild-3f6f0a5e is not authorized to perform: ssm:GetParameters',
  "SyntaxError: Unexpected token: '}' at line 3",
  "bash: syntax error near unexpected token `fi'",
  'docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com',
  'docker build --secret id=npmrc,src=.npmrc .',
  'docker login -u "$USER" -p "$PASSWORD" registry.example',
  'aws secretsmanager get-secret-value --secret-id prod/db --query SecretString',
  'curl -H "Authorization: Bearer $TOKEN" https://x.example',
  ['PASSWORD=$DB_PASSWORD TOKEN=$', '{TOKEN} SECRET=*** ./run'].join(''),
  'WWW-Authenticate: Bearer realm="https://auth.example/token",service="registry.example"',
  'https://console.aws.amazon.com/codesuite/codebuild/111122223333/projects/api/build/api%3A3f6f0a5e/?region=eu-west-1',
  'git@github.example:org/repo.git and ssh://git@host.example:22/org/repo.git',
  'Error: password authentication failed for user "app"',
  'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  'class sk-fading-circle-loader-with-a-long-name',
  'Error: Cannot find module "./token"',
  'mysql -h db -u root -p app',
  'DB_PASSWORD=YOUR_PASSWORD aws x --password YOUR_PASSWORD',
  'System.Runtime, Version=8.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089',
  'docker-image://node:20@sha256:2d9b6b3c8c1e4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f',
  'Error: invalid password: it must have 12 characters',
  'fatal: could not read Password: terminal prompts disabled',
  'parameter does not exist: /day/my_app_Docker_credentials_password',
  '  DOCKER_PASSWORD: my_app_Docker_credentials_password',
  '  DB_TOKEN: prod/db:password',
  'PASSWORD=*** TOKEN=[redacted secret] SECRET=<sensitive>',
  'denied: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:9c1185a5c5e9fc54612808977ee8f548b2258d31',
  '"integrity": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="',
  'pip: --hash=sha256:2d9b6b3c8c1e4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f',
  'go.sum: h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'npm_config_cache=/root/.npm npm_lifecycle_event=build',
  '/codebuild/output/src123/src/github.com/team/api/node_modules/.bin/tsc: not found',
  'Could not resolve secret secret_access_key of prod/api-key',
  'kms key 1234abcd-12ab-34cd-56ef-1234567890ab is pending deletion',
  'CACHE_KEY=v1-linux-9c1185a5c5e9fc54612808977ee8f548b2258d31',
  'Next token expected, found key: value',
];

describe('redact', () => {
  it.each(SECRETS)('names what it took out: %s', async (_kind, text, secret, label) => {
    const redacted = await redact(text(secret));
    for (const part of secret.split('\n')) expect(redacted).not.toContain(part);
    expect(redacted).toBe(text(`[redacted ${label}]`));
  });

  it.each(NEAR_MISSES)('leaves %s', async (text) => {
    expect(await redact(text)).toBe(text);
  });

  it('leaves what builds print, line by line and together', () => {
    for (const line of ORDINARY_LINES) expect(redact(line)).toBe(line);
    expect(redact(ORDINARY_LINES.join('\n'))).toBe(ORDINARY_LINES.join('\n'));
  });

  it('takes out every secret of a text, once', async () => {
    const text = SECRETS.map(([, render, secret]) => render(secret)).join('\n');
    const redacted = await redact(text);
    for (const [, , secret] of SECRETS) expect(redacted).not.toContain(secret);
    expect(await redact(redacted)).toBe(redacted);
  });

  it('cannot be switched off by what a log says', async () => {
    const secret = `ghp_${letters(36)}`;
    expect(
      await redact(`/* secretlint-disable */\n// secretlint-disable-next-line\n${secret}`),
    ).not.toContain(secret);
  });

  it.each([
    'docker login ',
    'authorization: ',
    'password=',
    '://a:',
    'eyJ',
    'secret_access_key ',
    'mysql -',
    'a',
    '\\',
    '&quot;',
    `${'x1'.repeat(40)}\n`,
    pem('PRIVATE'),
    '"value": "',
  ])('takes no longer for a megabyte of %j', async (filler) => {
    const text = filler.repeat(1_000_000 / filler.length);
    const start = performance.now();
    await redact(text);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('leaves ordinary text alone', async () => {
    const word = fc.constantFrom(
      'error',
      'npm',
      'build',
      'role/x',
      '12',
      '--flag',
      'a=b',
      '"x"',
      ':',
      '/usr/bin',
    );
    const ordinary = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(ordinary, async (text) => {
        expect(await redact(text)).toBe(text);
      }),
    );
  });
});

describe('redactReport', () => {
  const secret = `ghp_${letters(36)}`;

  it.each(Object.entries(sampleReports))(
    'changes nothing in a report without secrets: %s',
    async (_name, report) => {
      expect(await redactReport(report)).toEqual(report);
    },
  );

  it('redacts every string, and only what is secret in it', async () => {
    const report = sampleReport({
      explanation: `The token ${secret} was refused.`,
      facts: { token: secret },
      evidence: [{ line: 3, text: `remote: ${secret} is invalid` }],
      checks: [{ question: `Is ${secret} valid?`, result: 'unknown', detail: secret }],
      notes: [`saw ${secret}`],
    });
    const redacted = await redactReport(report);
    expect(JSON.stringify(redacted)).not.toContain(secret);
    expect(redacted).toMatchObject({
      explanation: 'The token [redacted GitHub Token] was refused.',
      facts: { token: '[redacted GitHub Token]' },
      build: report.build,
      fix: report.fix,
    });
  });

  it.each([
    "git clone 'https://x:SECRET@h.example/r'",
    'echo "SECRET"',
    'echo SECRET | cat',
    "echo 'a b'SECRET",
  ])('keeps a command a command of as many words: %s', async (command) => {
    const fix = [
      { title: 't', command: command.replace('SECRET', secret), changes: false, verify: `echo ${secret}` },
    ];
    const redacted = await redactReport(sampleReport({ fix }));
    expect(parse(redacted.fix[0]?.command ?? '')).toHaveLength(parse(command).length);
    expect(redacted.fix[0]?.command).toMatch(/REDACTED_\w+/);
    expect(redacted.fix[0]?.verify).toBe('echo REDACTED_GITHUB_TOKEN');
  });

  it('finds a private key that the log prints over many lines', async () => {
    const lines = `${pem('PRIVATE')}${keyBody}\n-----END PRIVATE KEY-----`.split('\n');
    const evidence = lines.map((text, i) => ({ line: i + 1, text }));
    const redacted = await redactReport(sampleReport({ evidence }));
    expect(redacted.evidence.map(({ text }) => text)).toEqual([
      '-----BEGIN PRIVATE KEY-----',
      ...Array(3).fill('[redacted private key]'),
      '-----END PRIVATE KEY-----',
    ]);
  });

  it('takes a value out wherever it stands again, with nothing around that tells', async () => {
    const value = ['hunt', 'er', '22!'].join('');
    const report = sampleReport({
      evidence: [{ line: 1, text: `DB_PASSWORD=${value}` }],
      facts: { url: `https://x.example/${encodeURIComponent(value)}` },
      explanation: Buffer.from(`user:${value}`).toString('base64'),
      fix: [{ title: 't', command: `connect '${value}'`, changes: false }],
    });
    const redacted = redactReport(report);
    expect(redacted.fix[0]?.command).toBe("connect 'REDACTED_SECRET'");
    expect(redacted.facts.url).toBe('https://x.example/[redacted secret]');
    expect(redacted.explanation).toBe('[redacted secret]');
  });

  it('takes out what a fact or a placeholder holds of a secret', () => {
    const token = ['ghp', '_1a2B3c4D', 'a'.repeat(28)].join('');
    const report = sampleReport({
      evidence: [{ line: 1, text: `no such file: dist/${token}` }],
      facts: { path: token.slice(6, 20) },
      explanation: `There is no ${token.slice(6, 20)}.`,
      fix: [{ title: 't', command: `cd YOUR_PATH_OF_DIST_${token.toUpperCase()}`, changes: false }],
    });
    const redacted = redactReport(report);
    expect(redacted.explanation).toBe('There is no [redacted secret].');
    expect(redacted.fix[0]?.command).toBe('cd YOUR_PATH_OF_DIST_REDACTED_SECRET');
  });

  it('is told by the lines around what is secret in those shown', async () => {
    const value = ['hunt', 'er', '22!'].join('');
    const report = sampleReport({ evidence: [{ line: 9, text: value }] });
    expect(redactReport(report, `password:\r\u001b[1m\n  ${value}\n`).evidence[0]?.text).toBe(
      '[redacted secret]',
    );
  });

  it('leaves the names that AWS gave the build, whatever the log says of them', async () => {
    const report = sampleReport({ explanation: 'PASSWORD=payments-api TOKEN=eu-west-1' });
    expect(redactReport(report).build).toEqual(report.build);
  });

  it('leaves a name in facts, and what AWS encoded of a refusal', () => {
    const said = letters(80);
    const report = sampleReport({
      evidence: [{ line: 1, text: `Encoded authorization failure message: ${said}` }],
      facts: { variable: 'NPM_TOKEN', encoded: said },
      fix: [
        {
          title: 't',
          command: `aws sts decode-authorization-message --encoded-message ${said}`,
          patch: '+    NPM_TOKEN: YOUR_SECRET_ID:NPM_TOKEN',
          changes: false,
        },
      ],
      reason: 'TOKEN=1abc-NPM_TOKEN-2',
    });
    expect(redactReport(report)).toEqual({ ...report, reason: 'TOKEN=[redacted secret]' });
  });

  it('takes a token out that stands where such a refusal would', () => {
    const secret = `ghp_${letters(36)}`;
    expect(redact(`failure message: ${secret}`)).toBe('failure message: [redacted GitHub Token]');
  });

  it('takes no value of the next string for the secret of this one', async () => {
    const report = sampleReport({ explanation: 'set PASSWORD=', reason: 'correcthorse' });
    expect(await redactReport(report)).toEqual(report);
  });
});

describe('redactError', () => {
  it('takes secrets out of the message, the stack and the causes, and keeps what it is', () => {
    const secret = ['ghp_', letters(36)].join('');
    const error = new TypeError(`for ${secret}`, { cause: new Error(`at https://u:${secret}@h`) });
    const redacted = redactError(error);
    expect(redacted).toBe(error);
    expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain(secret);
    expect(error.message).toBe('for [redacted GitHub Token]');
    expect(redactError(`plain ${secret}`)).toBe('plain [redacted GitHub Token]');
  });
});
