import { findSlackTeam, getChannel, getChannelRules } from '../../config.ts';
import { type Context, setupCommand } from '../context.ts';
import {
  broken,
  type Examination,
  fine,
  judge,
  look,
  type Problem,
  step,
  unknown,
  type Verdict,
} from '../finding.ts';
import { probeChannel } from '../probe-channel.ts';
import type { SlackIdentity } from '../slack-access.ts';

const APPS = 'https://api.slack.com/apps';

/** The app and its token, and every channel that the settings name. */
export function listSlackExaminations(context: Context): Examination[] {
  return [
    { check: 'slack-app', about: 'token, scopes, workspace', examine: async () => examineApp(context) },
    ...listChannels(context).map(({ channel, setting }) => ({
      check: 'channel' as const,
      about: channel,
      examine: () => examineChannel(channel, setting, context),
    })),
  ];
}

/** What to do about each refusal of the token. */
const TOKEN_ADVICE: Readonly<Record<string, string>> = {
  token_revoked: 'The token was revoked: the app was removed, or installed anew.',
  token_expired: 'The token has expired: token rotation is on in the app, and Faultline does not rotate.',
  account_inactive: "The app's user or its workspace was removed.",
  invalid_auth: 'Slack does not know the token.',
};

function examineApp(context: Context): Verdict {
  const { slack, settings, scopes: wanted } = context;
  if (slack.kind === 'unknown') return unknown(slack.reason);
  if (slack.kind === 'refused')
    return broken(
      `Slack refuses the token: ${slack.code}. ${TOKEN_ADVICE[slack.code] ?? ''}`.trim(),
      step(`Install the app again (OAuth & Permissions) and copy its bot token: ${APPS}`),
      step('Store the token; setup asks for it', setupCommand(context, 'secrets')),
    );
  const { identity } = slack;
  const problems = [findMissingScopes(identity, wanted), findOtherTeam(identity, settings, context)];
  const scopes = identity.scopes ? `may ${wanted.join(', ')}` : 'did not say its scopes';
  return judge(problems, `${identity.user} in ${identity.teamName} (${identity.team}); the token ${scopes}.`);
}

function findMissingScopes({ scopes }: SlackIdentity, wanted: readonly string[]): Problem | undefined {
  const missing = scopes ? wanted.filter((scope) => !scopes.includes(scope)) : [];
  if (missing.length === 0) return undefined;
  return {
    what: `The token lacks ${missing.join(', ')} of the manifest.`,
    fix: [
      step(
        `Paste slack-manifest.yml into the app's page App Manifest, save, and install the app again: ${APPS}`,
      ),
    ],
  };
}

function findOtherTeam(
  { team, teamName }: SlackIdentity,
  settings: Context['settings'],
  context: Context,
): Problem | undefined {
  const set = settings.SLACK_TEAM_ID ? tryTeam(settings) : undefined;
  if (set === undefined || set === team) return undefined;
  return {
    what: `SLACK_TEAM_ID is ${set}, but the token is of ${teamName} (${team}): whatever comes from Slack is refused.`,
    fix: [step('Deploy with the right one', setupCommand(context, 'deploy', { slackTeam: team }))],
  };
}

function tryTeam(settings: Context['settings']): string | undefined {
  try {
    return findSlackTeam(settings);
  } catch {
    // The settings' own examination tells of it.
    return undefined;
  }
}

function listChannels({ settings }: Context): { channel: string; setting: string }[] {
  const found = new Map<string, string>();
  for (const read of [
    () => [{ channel: getChannel(settings), setting: 'SLACK_CHANNEL' }],
    () => getChannelRules(settings).map(({ channel }) => ({ channel, setting: 'FAULTLINE_CHANNELS' })),
  ]) {
    try {
      for (const { channel, setting } of read()) if (!found.has(channel)) found.set(channel, setting);
    } catch {
      // The settings' own examination tells of it.
    }
  }
  return [...found].map(([channel, setting]) => ({ channel, setting }));
}

async function examineChannel(channel: string, setting: string, context: Context): Promise<Verdict> {
  const { slack, now } = context;
  if (slack.kind !== 'known') return unknown('Not checked: Slack does not take the token.');
  const state = await probeChannel(slack.client, channel, slack.identity, now());
  if (state.kind === 'unknown') return unknown(state.reason);
  if (state.kind === 'ready')
    return fine(`Faultline can post to ${state.name ? `#${state.name}` : channel}.`);
  const other = step(
    `Or set another channel (${setting})`,
    setupCommand(
      context,
      'deploy',
      setting === 'SLACK_CHANNEL' ? { channel: 'YOUR_CHANNEL_ID' } : { channelRules: 'YOUR_RULES' },
    ),
  );
  if (state.code === 'not_in_channel')
    return broken(
      `The app is not in ${channel}, which ${setting} names.`,
      step('In that channel of Slack, type: /invite @Faultline'),
      other,
    );
  if (state.code === 'is_archived')
    return broken(`${channel}, which ${setting} names, is archived.`, step('Unarchive it in Slack'), other);
  if (state.code === 'channel_not_found')
    return broken(
      `${channel}, which ${setting} names, is no channel that the app can see: it is not there, or private without the app.`,
      step('If it is private, type in it: /invite @Faultline'),
      other,
    );
  return broken(
    `Slack does not let the app post to ${channel}: ${state.code}.`,
    look('Look at the settings of the channel: who may post'),
    other,
  );
}
