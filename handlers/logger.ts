import { Logger } from '@aws-lambda-powertools/logger';
import { redact } from '../src/redact.ts';

/** The log of the functions. No string of it holds a secret, whatever an error of AWS or Slack repeats. */
export const logger = new Logger({
  serviceName: 'faultline',
  jsonReplacerFn: (_key, value) => (typeof value === 'string' ? redact(value) : value),
});
