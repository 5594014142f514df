import { Logger } from '@aws-lambda-powertools/logger';
import { redact } from '../src/redact.ts';

/**
 * The log of the functions, the only one (biome.json). No string of it holds a secret, whatever an error of AWS or Slack
 * repeats. It is imported where a line is written: the rules of secrets are not read before.
 */
export const logger = new Logger({
  serviceName: 'faultline',
  jsonReplacerFn: (_key, value) => (typeof value === 'string' ? redact(value) : value),
});
