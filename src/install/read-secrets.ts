import { GetParameterCommand } from '@aws-sdk/client-ssm';
import {
  type Environment,
  getBotToken,
  getGitHubSettings,
  getSigningSecret,
  type SecretSetting,
} from '../config.ts';
import { explainAws, isNotFound } from './aws-errors.ts';
import type { InstallClients } from './clients.ts';

/** A secret as it was found; `about` is the parameter or variable that holds it. */
export type FoundSecret = { about: string } & (
  | { kind: 'value'; value: string; type: string | undefined }
  | { kind: 'missing' }
  /** The setting itself is missing or malformed. */
  | { kind: 'unset'; problem: string }
  | { kind: 'unreadable'; reason: string }
);

export interface Secrets {
  botToken: FoundSecret;
  signingSecret: FoundSecret;
  /** Undefined where none is set. */
  gitHubToken: FoundSecret | undefined;
}

/** Reads the secrets that the settings name, side by side. The values stay in this process. Never throws. */
export async function readSecrets(clients: InstallClients, settings: Environment): Promise<Secrets> {
  const [botToken, signingSecret, gitHubToken] = await Promise.all([
    readOne(clients, 'SLACK_BOT_TOKEN', () => getBotToken(settings)),
    readOne(clients, 'SLACK_SIGNING_SECRET', () => getSigningSecret(settings)),
    settings.FAULTLINE_GITHUB_TOKEN_PARAMETER
      ? readOne(clients, 'FAULTLINE_GITHUB_TOKEN_PARAMETER', () => getGitHubSettings(settings).token)
      : undefined,
  ]);
  return { botToken, signingSecret, gitHubToken };
}

async function readOne(
  clients: Pick<InstallClients, 'ssm'>,
  variable: string,
  getSetting: () => SecretSetting | undefined,
): Promise<FoundSecret> {
  let setting: SecretSetting | undefined;
  try {
    setting = getSetting();
  } catch (error) {
    return { about: variable, kind: 'unset', problem: (error as Error).message };
  }
  if (setting === undefined) return { about: variable, kind: 'missing' };
  if ('value' in setting) return { about: variable, kind: 'value', value: setting.value, type: undefined };
  return readParameter(clients, setting.parameter);
}

/** A parameter with its value and its type. Never throws. */
export async function readParameter(
  { ssm }: Pick<InstallClients, 'ssm'>,
  name: string,
): Promise<FoundSecret> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return { about: name, kind: 'value', value: Parameter?.Value ?? '', type: Parameter?.Type };
  } catch (error) {
    if (isNotFound(error)) return { about: name, kind: 'missing' };
    return {
      about: name,
      kind: 'unreadable',
      reason: explainAws(error, ['ssm:GetParameter', 'kms:Decrypt']),
    };
  }
}
