import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { WebClient } from '@slack/web-api';

/** What the three trips are made with. */
export interface Trips {
  logGroupName: string;
  logStreamName: string;
  role: string;
  channel: string;
}

const logs = new CloudWatchLogsClient();
const iam = new IAMClient();
const slack = new WebClient(process.env.SLACK_BOT_TOKEN, { slackApiUrl: process.env.SLACK_API_URL ?? '' });

/** Read, check, post, one after the other, by the bare clients: nobody who asks the same three can be faster. */
export async function handler({ logGroupName, logStreamName, role, channel }: Trips): Promise<void> {
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: false, limit: 10_000 }),
  );
  await iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: role, ActionNames: ['ssm:GetParameters'] }),
  );
  await slack.chat.postMessage({ channel, text: `${events.length} lines` });
}
