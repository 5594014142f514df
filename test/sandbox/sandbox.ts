import { devNull } from 'node:os';
import { type LocalAws, startAws } from './aws/index.ts';
import { type LocalPage, startPage } from './page/server.ts';
import { type Run, startRuns } from './runs.ts';
import { listPageScenarios } from './scenario-menu.ts';
import { createShows } from './shows.ts';
import { ALICE, type LocalSlack, startSlack, TEAM } from './slack/index.ts';
import { connectSlackApp } from './slack-app.ts';

const SETTINGS = {
  SLACK_TEAM_ID: TEAM.id,
  // Alice may try it: nothing here is real.
  FAULTLINE_RETRY: 'on',
  FAULTLINE_RETRY_USERS: ALICE,
  // What the handlers log would stand between what the sandbox says.
  POWERTOOLS_LOG_LEVEL: 'SILENT',
};

/** All of Faultline on this machine: the real handlers between a local AWS and a local Slack. */
export interface Sandbox {
  aws: LocalAws;
  slack: LocalSlack;
  page: LocalPage;
  /** Lets a scenario's build end as its next run; resolves when Faultline has told it. */
  run(scenario: string): Promise<Run>;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Of the page; a free one when left out. */
  port?: number | undefined;
}

/**
 * Starts the sandbox. The process's environment is from then on that of the sandbox: one a process. The caller
 * stops it. Throws where the page's port is taken.
 */
export async function startSandbox({ port }: SandboxOptions = {}): Promise<Sandbox> {
  const [aws, slack] = await Promise.all([startAws(), startSlack()]);
  leaveRealAccounts();
  Object.assign(process.env, aws.environment, slack.environment, SETTINGS);
  // Only now: a handler reads the environment when it is loaded.
  const { handler } = await import('../../handlers/build-failed.ts');
  aws.route('buildFailed', handler);
  const run = startRuns(aws, slack);
  const shows = createShows(aws, slack);
  const page = await startPage({
    slack,
    scenarios: [...listPageScenarios(), ...shows.list],
    trigger: async (name) => await (shows.play(name) ?? run(name).then(({ notice }) => notice)),
    renderDigest: shows.renderDigest,
    ...(await connectSlackApp()),
    port,
  });
  process.env.FAULTLINE_DOCS_URL = `${page.url}/docs/signatures`;
  const stop = async () => {
    await Promise.all([page.stop(), aws.stop(), slack.stop()]);
  };
  return { aws, slack, page, run, stop };
}

/** Whatever the shell is signed in to, nothing of it is reached from here: neither by keys, profile nor proxy. */
function leaveRealAccounts(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(?:AWS|SLACK|FAULTLINE)_|_PROXY$/i.test(name)) delete process.env[name];
  }
  Object.assign(process.env, { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull });
}
