import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connectInstallation, type InstallClients } from '../../src/install/clients.ts';
import { examineInstallation } from '../../src/install/doctor.ts';
import type { Finding } from '../../src/install/finding.ts';
import { readManifest } from '../../src/install/manifest.ts';
import { emptyDeployed } from '../sandbox/aws/deployed.ts';
import { type LocalAws, REGION, startAws } from '../sandbox/aws/index.ts';
import { BOT_TOKEN, BUILDS, type LocalSlack, startSlack, TEAM } from '../sandbox/slack/index.ts';
import { deploy, STACK } from './deploy.ts';
import { startEntry } from './entry.ts';

/** A local AWS with Faultline deployed to it, and a local Slack with its app: anew and whole before each test. */

export let aws: LocalAws;
export let slack: LocalSlack;
/** The address of the Slack app; what answers there can be changed. */
export const entry = { url: '', status: 200 };
const slackOptions = { scopes: [] as string[], token: BOT_TOKEN };
let clients: InstallClients;
let server: Server;

/** 32 hexadecimal digits, as Slack's are. */
export const SECRET = 'c0ffee'.padEnd(32, '0');

export function useInstallation(environment: Record<string, string> = {}): void {
  beforeAll(async () => {
    [aws, slack] = await Promise.all([startAws(), startSlack(slackOptions)]);
    server = await startEntry(entry, SECRET);
    const { FAULTLINE_TABLE: _, FAULTLINE_EVENT_BUS: __, ...env } = aws.environment;
    Object.assign(process.env, env, { SLACK_API_URL: slack.apiUrl }, environment);
    clients = connectInstallation(REGION);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    return Promise.all([aws.stop(), slack.stop()]);
  });
  beforeEach(() => {
    withoutSimulation();
    slack.clear();
    slack.changeChannel(BUILDS, { isMember: true, isArchived: false });
    grant(readManifest().scopes);
    entry.status = 200;
    const { account } = aws;
    for (const kept of [account.roles, account.policies, account.logs, account.builds, account.buckets])
      kept.clear();
    account.serviceControlPolicies = [];
    Object.assign(account, { deployed: emptyDeployed() });
    deploy(account, { channel: BUILDS, slackTeam: TEAM.id }, entry.url);
    setSecret('/faultline/slack-bot-token', BOT_TOKEN);
    setSecret('/faultline/slack-signing-secret', SECRET);
  });
}

/** IAM's simulator takes most of the time: only what is about roles asks it, with `aws.faults.clear()`. */
function withoutSimulation(): void {
  aws.faults.clear();
  aws.faults.fail('iam:SimulatePrincipalPolicy', { code: 'AccessDenied', status: 403 });
}

/** Puts a parameter into Parameter Store. */
export function setSecret(
  name: string,
  value: string,
  type: 'SecureString' | 'String' = 'SecureString',
): void {
  aws.account.parameters.set(name, { type, value, version: 1, lastModified: new Date() });
}

/** What the app's token may do from now on. */
export function grant(scopes: readonly string[]): void {
  slackOptions.scopes.splice(0, slackOptions.scopes.length, ...scopes);
}

/** What doctor finds; `now` is its clock. */
export function examine(now: () => Date = () => new Date()): Promise<Finding[]> {
  return examineInstallation(clients, { stackName: STACK, limit: 10_000, builtIn: { signatures: [] }, now });
}
