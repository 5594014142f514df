import { devNull } from 'node:os';
import { REGION } from '../sandbox/aws/index.ts';
import { BOT_TOKEN, BUILDS } from '../sandbox/slack/index.ts';

/** What the handlers read when they are loaded: imported before them. Nothing real is reached from here. */
export const SLACK_URL = 'http://slack.local';

Object.assign(process.env, {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_ENDPOINT_URL: 'http://aws.local',
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  FAULTLINE_TABLE: 'faultline',
  FAULTLINE_EVENT_BUS: 'default',
  FAULTLINE_RETRY_QUEUE: 'http://aws.local/111122223333/faultline-retry',
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_CHANNEL: BUILDS,
  SLACK_API_URL: `${SLACK_URL}/api/`,
  POWERTOOLS_LOG_LEVEL: 'SILENT',
});
