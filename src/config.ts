import { ConfigurationError } from './errors.ts';

/** A secret is given as itself, or in production as the name of a SecureString parameter. */
export type SecretSetting = { value: string } | { parameter: string };

export interface SlackSettings {
  botToken: SecretSetting;
  /** Where messages go when neither tag nor rule says otherwise: a channel's id or name. */
  channel: string;
  apiUrl: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

/** The only place that reads the environment. Each function throws ConfigurationError, naming the variable. */
export function getSlackSettings(env: Environment = process.env): SlackSettings {
  return { botToken: getBotToken(env), channel: getChannel(env), apiUrl: findSlackApiUrl(env) };
}

export function getBotToken(env: Environment = process.env): SecretSetting {
  return getSecret(env, 'SLACK_BOT_TOKEN', /^xox[a-z]-/, 'should be a bot token, which begins with xoxb-');
}

export function getChannel(env: Environment = process.env): string {
  return getRequired(env, 'SLACK_CHANNEL', 'the channel to post to, such as C0123456789 or #builds');
}

/** Another Slack than the real one. */
export function findSlackApiUrl(env: Environment = process.env): string | undefined {
  return getUrl(env, 'SLACK_API_URL');
}

/** All variables, for programs that are started and for settings that are examined one by one. */
export function getEnvironment(): Environment {
  return process.env;
}

/** The secret that Slack signs its requests with. */
export function getSigningSecret(env: Environment = process.env): SecretSetting {
  return getSecret(env, 'SLACK_SIGNING_SECRET', /./, 'should not be empty');
}

/** The workspace that the app is in (`T...`); undefined: Slack is asked whose the bot token is. */
export function findSlackTeam(env: Environment = process.env): string | undefined {
  const team = env.SLACK_TEAM_ID || undefined;
  if (team !== undefined && !/^[TE][A-Z0-9]+$/.test(team))
    throw new ConfigurationError(
      'SLACK_TEAM_ID',
      `should be the id of a workspace, such as T0123456789, it is "${team}"`,
    );
  return team;
}

/** The app-level token of Socket Mode. */
export function getAppToken(env: Environment = process.env): SecretSetting {
  return getSecret(env, 'SLACK_APP_TOKEN', /^xapp-/, 'should be an app-level token, which begins with xapp-');
}

/** The bus that requests from Slack go over. */
export function getEventBus(env: Environment = process.env): string {
  return getRequired(env, 'FAULTLINE_EVENT_BUS', 'the name of the event bus, such as default');
}

/** The bus that diagnoses are announced on; undefined, as on the command line: nowhere. */
export function findEventBus(env: Environment = process.env): string | undefined {
  return env.FAULTLINE_EVENT_BUS || undefined;
}

/** The URL of the queue whose events are tried again later; undefined, as on the command line: there is none. */
export function findRetryQueue(env: Environment = process.env): string | undefined {
  return env.FAULTLINE_RETRY_QUEUE || undefined;
}

/** Who may restart builds: nobody unless it is switched on. */
export interface RetrySettings {
  isOn: boolean;
  /** Ids of people in Slack. */
  users: ReadonlySet<string>;
}

export function getRetrySettings(env: Environment = process.env): RetrySettings {
  const state = env.FAULTLINE_RETRY || 'off';
  if (state !== 'on' && state !== 'off')
    throw new ConfigurationError('FAULTLINE_RETRY', `should be on or off, it is "${state}"`);
  const users = split(env.FAULTLINE_RETRY_USERS);
  const wrong = users.find((user) => !/^[UW][A-Z0-9]+$/.test(user));
  if (wrong !== undefined)
    throw new ConfigurationError(
      'FAULTLINE_RETRY_USERS',
      `should list ids of people in Slack, such as U0123456789; "${wrong}" is none`,
    );
  return { isOn: state === 'on', users: new Set(users) };
}

/** `payments-*=C0PAYMENTS web=#web`: where messages of projects go that no tag sends elsewhere. The first that fits counts. */
export function getChannelRules(env: Environment = process.env): { pattern: string; channel: string }[] {
  return split(env.FAULTLINE_CHANNELS).map((rule) => {
    const [, pattern, channel] = /^([\w*-]+)=(#?[\w-]+)$/.exec(rule) ?? [];
    if (!pattern || !channel)
      throw new ConfigurationError(
        'FAULTLINE_CHANNELS',
        `should list rules such as payments-*=C0123456789; "${rule}" is none`,
      );
    return { pattern, channel };
  });
}

export function getTableName(env: Environment = process.env): string {
  return getRequired(env, 'FAULTLINE_TABLE', 'the name of the DynamoDB table');
}

/** How GitHub is asked for the tree of a commit. */
export interface GitHubConfiguration {
  /** `https://HOST/api/v3` of an Enterprise server; all sources on GitHub are then asked for there. */
  apiUrl: string | undefined;
  /** Undefined: public repositories only. */
  token: SecretSetting | undefined;
}

export function getGitHubSettings(env: Environment = process.env): GitHubConfiguration {
  const parameter = env.FAULTLINE_GITHUB_TOKEN_PARAMETER;
  return {
    apiUrl: getUrl(env, 'FAULTLINE_GITHUB_API_URL'),
    token: parameter ? { parameter } : undefined,
  };
}

/** How other accounts are read, whose events are forwarded to Faultline's bus. */
export interface MemberSettings {
  /** ARN of the role in each, with `{partition}` and `{account}` for its parts; undefined: no other account is read. */
  role: string | undefined;
  /** What the roles' trust policies ask for. */
  externalId: SecretSetting | undefined;
  /** The accounts that may be read; empty: all that trust Faultline. */
  accounts: ReadonlySet<string>;
}

/** `faultline-reader`, `role/path/faultline-reader` or a whole ARN with placeholders. */
const MEMBER_ROLE = /^(?:arn:\{partition\}:iam::\{account\}:role\/)?[\w+=,.@/-]+$/;

export function getMemberSettings(env: Environment = process.env): MemberSettings {
  const role = env.FAULTLINE_MEMBER_ROLE || undefined;
  if (role !== undefined && !MEMBER_ROLE.test(role))
    throw new ConfigurationError(
      'FAULTLINE_MEMBER_ROLE',
      `should be a role's name, or arn:{partition}:iam::{account}:role/NAME with the braces as they stand; it is "${role}"`,
    );
  const parameter = env.FAULTLINE_EXTERNAL_ID_PARAMETER;
  const value = env.FAULTLINE_EXTERNAL_ID;
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  if (!parameter && value && !/^[\w+=,.@:/-]{2,1224}$/.test(value))
    throw new ConfigurationError(
      'FAULTLINE_EXTERNAL_ID',
      'should be 2 letters or more of A-Z a-z 0-9 _+=,.@:/-',
    );
  const prefix = 'arn:{partition}:iam::{account}:role/';
  return {
    role: role === undefined || role.startsWith('arn:') ? role : `${prefix}${role.replace(/^role\//, '')}`,
    externalId: parameter ? { parameter } : value ? { value } : undefined,
    accounts: new Set(getAccounts(env)),
  };
}

function getAccounts(env: Environment): string[] {
  const accounts = split(env.FAULTLINE_ACCOUNTS);
  const wrong = accounts.find((account) => !ACCOUNT.test(account));
  if (wrong !== undefined)
    throw new ConfigurationError(
      'FAULTLINE_ACCOUNTS',
      `should list accounts of twelve digits, such as 111122223333; "${wrong}" is none`,
    );
  return accounts;
}

/** The account that Faultline runs in, as serverless.yml tells it; undefined: every account counts as its own. */
export function findOwnAccount(env: Environment = process.env): string | undefined {
  const account = env.FAULTLINE_ACCOUNT || undefined;
  if (account !== undefined && !ACCOUNT.test(account))
    throw new ConfigurationError(
      'FAULTLINE_ACCOUNT',
      `should be an account of twelve digits, such as 111122223333, it is "${account}"`,
    );
  return account;
}

/** The regions that the sweep looks at, in the order given; empty: only its own. */
export function getSweptRegions(env: Environment = process.env): string[] {
  const regions = split(env.FAULTLINE_REGIONS);
  const wrong = regions.find((region) => !REGION.test(region));
  if (wrong !== undefined)
    throw new ConfigurationError(
      'FAULTLINE_REGIONS',
      `should list regions such as eu-central-1; "${wrong}" is none`,
    );
  return [...new Set(regions)];
}

/** Where a team's own signatures are kept. */
export type SignaturesSource = { kind: 'file'; path: string } | { kind: 's3'; bucket: string; key: string };

/** A team's own signatures: a YAML file, or `s3://BUCKET/KEY`; undefined where there are none. */
export function findSignaturesSource(env: Environment = process.env): SignaturesSource | undefined {
  const value = env.FAULTLINE_SIGNATURES;
  if (!value) return undefined;
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/.exec(value) ?? [];
  if (bucket && key) return { kind: 's3', bucket, key };
  if (/^[a-z][a-z0-9+.-]*:/i.test(value) || !/\.ya?ml$/.test(value))
    throw new ConfigurationError(
      'FAULTLINE_SIGNATURES',
      `should be a YAML file such as signatures.yml, or s3://BUCKET/KEY; it is "${value}"`,
    );
  return { kind: 'file', path: value };
}

/** Where docs/signatures is published, for the links in messages; none without it. */
export function getDocsUrl(env: Environment = process.env): string | undefined {
  return getUrl(env, 'FAULTLINE_DOCS_URL')?.replace(/\/$/, '');
}

/** Another AWS than the real one, such as a local one. */
export function getAwsEndpoint(env: Environment = process.env): string | undefined {
  return getUrl(env, 'AWS_ENDPOINT_URL');
}

/** The region to ask in when nothing else names one; undefined leaves it to the SDK (its config file, the instance). */
export function findRegion(env: Environment = process.env): string | undefined {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
  if (region !== undefined && !REGION.test(region)) {
    throw new ConfigurationError('AWS_REGION', `should be a region such as eu-central-1, it is "${region}"`);
  }
  return region;
}

function getSecret(env: Environment, name: string, shape: RegExp, expectation: string): SecretSetting {
  const parameter = env[`${name}_PARAMETER`];
  if (parameter) return { parameter };
  const value = getRequired(
    env,
    name,
    `or ${name}_PARAMETER, the name of the SecureString parameter that holds it`,
  );
  // The value itself is never part of the message.
  if (!shape.test(value)) throw new ConfigurationError(name, expectation);
  return { value };
}

function split(list: string | undefined): string[] {
  return (list ?? '').split(/[\s,]+/).filter((each) => each !== '');
}

function getRequired(env: Environment, name: string, meaning: string): string {
  const value = env[name];
  if (!value) throw new ConfigurationError(name, `is not set: ${meaning}`);
  return value;
}

function getUrl(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  if (!URL.canParse(value) || !/^https?:/.test(value))
    throw new ConfigurationError(name, `should be an http(s) URL, it is "${value}"`);
  return value;
}
