import { getChannel } from '../../config.ts';
import { probeChannel } from '../probe-channel.ts';
import { findSlackError, type SlackAccess } from '../slack-access.ts';
import { listMissing } from './store-secrets.ts';
import { done, SetupError } from './talk.ts';
import type { Work } from './work.ts';

type Known = Extract<SlackAccess, { kind: 'known' }>;

/**
 * The channel to post to, as Slack's id: given, of the last deployment, or asked for; it exists and the app is in it.
 * Throws SetupError where that is not so.
 */
export async function chooseChannel(slack: Known, work: Work): Promise<string> {
  const { talk, options } = work;
  const wanted = options.channel ?? options.param.channel ?? findDeployed(work) ?? (await ask(work));
  let state = await talk.during(`Asking Slack for ${wanted}`, probe(slack, wanted, work));
  if (state.kind === 'refused' && state.code === 'not_in_channel' && (await join(slack, wanted)))
    state = await probe(slack, wanted, work);
  if (state.kind === 'ready') {
    talk.say(done(`The app can post to ${state.name ? `#${state.name} (${state.id})` : state.id}.`));
    return state.id;
  }
  if (state.kind === 'unknown') throw new SetupError(`${wanted}: ${state.reason}`);
  throw new SetupError(`${explain(state.code, wanted)} Nothing was stored or deployed.`);
}

function probe({ client, identity }: Known, channel: string, { now }: Work) {
  return probeChannel(client, channel, identity, now());
}

/** Where the token may; the manifest does not ask for it. */
async function join({ client, identity }: Known, channel: string): Promise<boolean> {
  if (identity.scopes && !identity.scopes.includes('channels:join')) return false;
  try {
    await client.conversations.join({ channel });
    return true;
  } catch (error) {
    if (findSlackError(error) !== undefined) return false;
    throw error;
  }
}

function findDeployed({ stack, file }: Work): string | undefined {
  const parameter = stack?.Parameters?.find(
    ({ ParameterKey = '' }) => file.parameters[ParameterKey] === 'channel',
  );
  const channel = parameter?.ParameterValue;
  return channel && channel !== file.params.channel ? channel : undefined;
}

async function ask({ talk, environment, options }: Work): Promise<string> {
  if (environment.SLACK_CHANNEL) return getChannel(environment);
  if (!talk.isInteractive) throw new SetupError(listMissing(options.channel), 2);
  return talk.text(
    'The channel for messages, by its id (at the end of its details, such as C0123456789):',
    (answer) => /^(?:[CG][A-Z0-9]{6,}|#?[\w-]+)$/.test(answer) || 'That is neither an id nor a name.',
  );
}

function explain(code: string, channel: string): string {
  if (code === 'not_in_channel')
    return `The app is not in ${channel}: type /invite @Faultline there, and run this again.`;
  if (code === 'is_archived') return `${channel} is archived: unarchive it, or choose another.`;
  if (code === 'channel_not_found')
    return `The app sees no channel ${channel}: use its id, and if it is private, type /invite @Faultline there first.`;
  return `Slack does not let the app post to ${channel}: ${code}.`;
}
