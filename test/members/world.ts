import { randomUUID } from 'node:crypto';
import { type LocalAws, type Scenario, startAws } from '../sandbox/aws/index.ts';
import { BUILDS, type LocalSlack, startSlack } from '../sandbox/slack/index.ts';

export const BOT = '111122223333';
export const EXTERNAL_ID = 'one-of-our-own';
export const ROLE = 'faultline-reader';

export interface World {
  aws: LocalAws;
  slack: LocalSlack;
  /** All that is in the channel, as text. */
  read(): string;
  stop(): Promise<void>;
}

/** Faultline in a region, at the one bus that other accounts' events are forwarded to. Sets the environment. */
export async function startWorld(region: string, settings: Record<string, string> = {}): Promise<World> {
  const [aws, slack] = await Promise.all([startAws({ region, account: BOT }), startSlack()]);
  Object.assign(process.env, aws.environment, slack.environment, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    FAULTLINE_ACCOUNT: BOT,
    FAULTLINE_MEMBER_ROLE: ROLE,
    FAULTLINE_EXTERNAL_ID: EXTERNAL_ID,
    FAULTLINE_ACCOUNTS: '',
    ...settings,
  });
  // Only now: the logger reads the environment when it is loaded.
  const [{ createHandler }, { openDesk }] = await Promise.all([
    import('../../handlers/build-failed.ts'),
    import('../../handlers/desk.ts'),
  ]);
  const desk = openDesk();
  const getRequestDesk = async () => ({ ...(await desk), region, apiUrl: slack.apiUrl });
  aws.route('buildFailed', createHandler({ getDesk: () => desk, getRequestDesk }));
  return {
    aws,
    slack,
    read: () => JSON.stringify(slack.messages(BUILDS)),
    async stop() {
      await Promise.all([aws.stop(), slack.stop()]);
    },
  };
}

/** Puts the reader's role into an account, as docs/examples/member-account.template.yml does. */
export function openAccount({ aws }: World, account: string, region: string, externalId = EXTERNAL_ID): void {
  aws.accountIn({ account, region }).roles.set(ROLE, {
    path: '/',
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${BOT}:root` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': externalId } },
        },
      ],
    },
    inline: {},
    attached: [],
  });
}

/** Lets a scenario's build fail in a place: its event comes over the bot's bus. Throws what the worker throws. */
export async function fail(
  { aws }: World,
  scenario: string,
  place: { account?: string; region?: string },
  rerun: { project?: string; number?: number; startedAt?: Date } = {},
): Promise<Scenario> {
  const loaded = aws.load(scenario, { ...place, ...rerun, keep: true });
  const [delivery] = await aws.emit(loaded);
  if (delivery?.error) throw delivery.error;
  return loaded;
}

/** Asks as `/diagnose TARGET` does. Throws what the worker throws. */
export async function ask({ aws, slack }: World, target: string): Promise<void> {
  const [delivery] = await aws.emit({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Diagnosis Requested',
    source: 'faultline',
    account: BOT,
    time: new Date().toISOString(),
    region: aws.account.region,
    resources: [],
    detail: {
      kind: 'diagnose',
      id: randomUUID(),
      by: 'U0ALICE',
      at: new Date().toISOString(),
      target,
      responseUrl: slack.createResponseUrl({}),
    },
  });
  if (delivery?.error) throw delivery.error;
}
