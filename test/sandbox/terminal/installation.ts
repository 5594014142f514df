import { readManifest } from '../../../src/install/manifest.ts';
import { deploy } from '../../install/deploy.ts';
import { startEntry } from '../../install/entry.ts';
import { type LocalAws, startAws } from '../aws/index.ts';
import { BOT_TOKEN, BUILDS, type LocalSlack, startSlack, TEAM } from '../slack/index.ts';

export const SIGNING_SECRET = 'c0ffee'.padEnd(32, '0');

/** A local AWS with Faultline deployed to it, and a local Slack with its app. */
export interface Installation {
  aws: LocalAws;
  slack: LocalSlack;
  /** For programs that are to see it. */
  environment: Record<string, string>;
  stop: () => Promise<unknown>;
}

/** Starts one that is whole. */
export async function startInstallation(): Promise<Installation> {
  const [aws, slack] = await Promise.all([
    startAws(),
    startSlack({ scopes: [...readManifest().scopes], token: BOT_TOKEN }),
  ]);
  const entry = { url: '', status: 200 };
  const server = await startEntry(entry, SIGNING_SECRET);
  deploy(aws.account, { channel: BUILDS, slackTeam: TEAM.id }, entry.url);
  for (const [name, value] of [
    ['/faultline/slack-bot-token', BOT_TOKEN],
    ['/faultline/slack-signing-secret', SIGNING_SECRET],
  ] as const)
    aws.account.parameters.set(name, { type: 'SecureString', value, version: 1, lastModified: new Date() });
  const { FAULTLINE_TABLE: _, FAULTLINE_EVENT_BUS: __, ...environment } = aws.environment;
  return {
    aws,
    slack,
    environment: { ...environment, SLACK_API_URL: slack.apiUrl },
    stop: () => {
      server.closeAllConnections();
      server.close();
      return Promise.all([aws.stop(), slack.stop()]);
    },
  };
}
