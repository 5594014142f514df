import type { SecretSetting } from './config.ts';
import { ConfigurationError } from './errors.ts';

/** How long a secret from Parameter Store is kept, in seconds. A function asks when it starts: a rotated one counts from then on. */
const MAX_AGE = 300;

/** The secret itself, or read from the SecureString parameter of that name. Throws ConfigurationError, without the value. */
export async function readSecret(setting: SecretSetting): Promise<string> {
  if ('value' in setting) return setting.value;
  // Only here: a secret given as itself needs no client.
  const { getParameter } = await import('@aws-lambda-powertools/parameters/ssm');
  const value = await getParameter(setting.parameter, { decrypt: true, maxAge: MAX_AGE }).catch(
    (error: Error) => {
      throw new ConfigurationError(
        setting.parameter,
        `could not be read from Parameter Store: ${error.message}`,
        { cause: error },
      );
    },
  );
  if (!value) throw new ConfigurationError(setting.parameter, 'is empty in Parameter Store');
  return value;
}
