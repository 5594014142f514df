import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { type FoundSecret, readParameter } from '../read-secrets.ts';
import { type FindFault, findBotTokenFault, findSigningSecretFault } from '../secret-shapes.ts';
import { askSlack, type SlackAccess } from '../slack-access.ts';
import { caution, done, SetupError } from './talk.ts';
import type { Work } from './work.ts';

/** A secret as it will be: kept as it is stored, or new. */
interface Chosen {
  name: string;
  value: string;
  isNew: boolean;
}

export interface ChosenSecrets {
  botToken: Chosen;
  signingSecret: Chosen;
  slack: Extract<SlackAccess, { kind: 'known' }>;
}

/**
 * Finds or asks for both secrets, and validates the token with Slack; nothing is stored yet. Throws SetupError where one
 * is missing or refused.
 */
export async function chooseSecrets(work: Work): Promise<ChosenSecrets> {
  const { names, environment, slackApiUrl } = work;
  const botToken = await choose(work, {
    name: names.botToken,
    what: 'bot token (OAuth & Permissions, begins with xoxb-)',
    given: environment.SLACK_BOT_TOKEN,
    findFault: findBotTokenFault,
  });
  const signingSecret = await choose(work, {
    name: names.signingSecret,
    what: 'signing secret (Basic Information, 32 letters and digits)',
    given: environment.SLACK_SIGNING_SECRET,
    findFault: slackApiUrl ? () => undefined : findSigningSecretFault,
  });
  const slack = await work.talk.during(
    'Asking Slack whose the token is',
    askSlack(botToken.value, slackApiUrl),
  );
  return { botToken, signingSecret, slack: checkSlack(slack, botToken, work) };
}

interface Wanted {
  name: string;
  what: string;
  given: string | undefined;
  findFault: FindFault;
}

async function choose(work: Work, { name, what, given, findFault }: Wanted): Promise<Chosen> {
  const { talk, options, clients } = work;
  const stored = await talk.during(`Looking for ${name}`, readParameter(clients, name));
  if (stored.kind === 'unreadable') throw new SetupError(`${name}: ${stored.reason}`);
  if (await shouldKeep(stored, given, findFault, work))
    return { name, value: getValue(stored), isNew: false };
  if (given) {
    const fault = findFault(given);
    if (fault) throw new SetupError(`The ${what} in the environment ${fault}.`, 2);
    return { name, value: given, isNew: true };
  }
  if (!talk.isInteractive) throw new SetupError(listMissing(options.channel), 2);
  const check = (answer: string) => {
    const fault = findFault(answer.trim());
    return fault === undefined || `That ${fault}.`;
  };
  return { name, value: (await talk.secret(`The ${what}:`, check)).trim(), isNew: true };
}

function getValue(stored: FoundSecret): string {
  return stored.kind === 'value' ? stored.value : '';
}

/** What is stored stays, unless it cannot be right or the person says otherwise. */
async function shouldKeep(
  stored: FoundSecret,
  given: string | undefined,
  findFault: FindFault,
  { talk, options }: Work,
): Promise<boolean> {
  if (stored.kind !== 'value') return false;
  if (stored.type !== 'SecureString')
    throw new SetupError(
      `${stored.about} is a ${stored.type}, which cannot become a SecureString. Remove it first: aws ssm delete-parameter --name ${stored.about}`,
    );
  const fault = findFault(stored.value);
  if (fault) talk.say(caution(`What is stored in ${stored.about} ${fault}: it will be replaced.`));
  if (fault || options.overwrite || (given !== undefined && given === stored.value))
    return !fault && !options.overwrite;
  if (given !== undefined && !talk.isInteractive)
    throw new SetupError(
      `${stored.about} holds another value than the environment gives. --overwrite replaces it; without the variable it is kept.`,
      2,
    );
  if (!talk.isInteractive || options.only === 'deploy' || options.only === 'test') return true;
  return !(await talk.confirm(`${stored.about} is stored already. Replace it?`, given !== undefined));
}

export function listMissing(channel: string | undefined): string {
  const lines = [
    ...(channel ? [] : ['  --channel C0123456789        where messages go']),
    '  SLACK_BOT_TOKEN=...          the bot token, in the environment',
    '  SLACK_SIGNING_SECRET=...     the signing secret, in the environment',
    '  --yes                        change what the plan says',
  ];
  return `There is no terminal to ask in, and an answer is missing. Give all of these:\n${lines.join('\n')}\nnpm run setup -- --help says more.`;
}

function checkSlack(
  slack: SlackAccess,
  { name, isNew }: Chosen,
  { manifest, talk }: Work,
): ChosenSecrets['slack'] {
  const where = isNew ? 'The token' : `The token in ${name}`;
  if (slack.kind === 'refused')
    throw new SetupError(
      `${where} is refused by Slack: ${slack.code}. Nothing was stored.${isNew ? '' : ' --overwrite asks for a new one.'}`,
    );
  if (slack.kind === 'unknown') throw new SetupError(`${slack.reason} Nothing was stored.`);
  const { scopes, user, teamName } = slack.identity;
  const missing = scopes ? manifest.scopes.filter((scope) => !scopes.includes(scope)) : [];
  if (missing.length > 0)
    throw new SetupError(
      `${where} lacks ${missing.join(', ')} of slack-manifest.yml. Paste the manifest into the app's page App Manifest, install the app again, and run this again. Nothing was stored.`,
    );
  talk.say(
    done(
      `The token is of ${user} in ${teamName}${scopes ? `, with all ${manifest.scopes.length} scopes` : '; Slack did not say its scopes'}.`,
    ),
  );
  return slack;
}

/** Puts what is new into Parameter Store, encrypted. Returns the names that were written. */
export async function storeSecrets(
  { botToken, signingSecret }: ChosenSecrets,
  work: Work,
): Promise<string[]> {
  const written: string[] = [];
  for (const { name, value, isNew } of [botToken, signingSecret]) {
    if (!isNew) {
      work.talk.say(done(`${name} is kept as it is.`));
      continue;
    }
    const command = new PutParameterCommand({
      Name: name,
      Value: value,
      Type: 'SecureString',
      Overwrite: true,
      ...(work.kmsKey && { KeyId: work.kmsKey }),
    });
    await work.talk.during(`Storing ${name}`, work.clients.ssm.send(command));
    work.talk.say(done(`Stored ${name} as a SecureString.`));
    written.push(name);
  }
  return written;
}
