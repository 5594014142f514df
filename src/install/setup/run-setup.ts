import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findSlackApiUrl, getEnvironment } from '../../config.ts';
import { identifyCaller } from '../checks/identity.ts';
import { connectInstallation } from '../clients.ts';
import { findStack } from '../find-installation.ts';
import { getCreateAppUrl, readManifest } from '../manifest.ts';
import { findInstallRegion, getStackName } from '../place.ts';
import { chooseChannel } from './choose-channel.ts';
import { deploy, getDeployCommand } from './deploy.ts';
import { getDeployParams, readDeploymentFile } from './deployment-file.ts';
import type { SetupOptions } from './options.ts';
import { foresee } from './permissions.ts';
import { renderCommands } from './print-commands.ts';
import { renderPlan } from './render-plan.ts';
import { type Done, renderSummary } from './render-summary.ts';
import { sendTest } from './send-test.ts';
import { chooseSecrets, listMissing, storeSecrets } from './store-secrets.ts';
import { caution, done, heading, SetupError, type Talk } from './talk.ts';
import type { Work } from './work.ts';

const ROOT = new URL('../../../', import.meta.url);

/** Installs Faultline step by step. Throws SetupError for what keeps it from going on. */
export async function runSetup(options: SetupOptions, talk: Talk, now = () => new Date()): Promise<void> {
  const region = await findInstallRegion(options.region);
  const stackName = options.stack ?? getStackName(options.stage);
  if (options.stack !== undefined && (options.only ?? 'deploy') === 'deploy')
    throw new SetupError(
      '--stack goes with --only secrets or --only test: a deployment names its stack by the stage.',
      2,
    );
  const [file, manifest] = [readDeploymentFile(), readManifest()];
  if (options.dryRun) return talk.say(renderCommands(options, { region, stackName, file, manifest }, now()));
  const work = await openWork(options, talk, { region, stackName, file, manifest }, now);
  await checkPermissions(work);
  if (options.only === undefined || options.only === 'secrets') showSlackApp(work);
  talk.say(heading('Slack'));
  const secrets = await chooseSecrets(work);
  const channel = options.only === 'secrets' ? undefined : await chooseChannel(secrets.slack, work);
  const params = getDeployParams(file, work.stack?.Parameters ?? [], {
    ...options.param,
    channel,
    slackTeam: options.param.slackTeam ?? secrets.slack.identity.team,
  });
  const command = getDeployCommand(options, region, params);
  const news = [secrets.botToken, secrets.signingSecret].filter(({ isNew }) => isNew).map(({ name }) => name);
  await agree(renderPlan(work, { newSecrets: news, command, channel }), work);
  talk.say(heading('Work'));
  const written = await storeSecrets(secrets, work);
  const deployed = options.only && options.only !== 'deploy' ? undefined : await deployAndShow(command, work);
  const isTested = (!options.only || options.only === 'test') && !options.skipTest;
  const test = isTested ? await sendTest(secrets.slack.client, work) : undefined;
  if (isTested) talk.say(caution(NOT_TESTED));
  talk.say(heading('Done'));
  const nothing = { requestUrl: undefined, tableName: undefined, manifestFile: undefined };
  talk.say(
    renderSummary(work, { written, isDeployed: deployed !== undefined, ...(deployed ?? nothing), test }),
  );
}

const NOT_TESTED =
  'The failure was handed to the function itself: EventBridge takes events of CodeBuild from nobody else. Rule and target are looked at by npm run doctor; the first build that fails is the proof.';

async function openWork(
  options: SetupOptions,
  talk: Talk,
  { region, stackName, file, manifest }: { region: string } & Pick<Work, 'stackName' | 'file' | 'manifest'>,
  now: () => Date,
): Promise<Work> {
  const clients = connectInstallation(region);
  const caller = await talk.during('Asking AWS who is calling', identifyCaller(clients.sts));
  const wrong = caller.findings.find(({ state }) => state !== 'fine');
  if (wrong?.state === 'broken')
    throw new SetupError(
      `${wrong.detail} ${wrong.fix.map(({ title, command }) => `${title}: ${command}`).join(', ')}`,
    );
  if (wrong) throw new SetupError(wrong.detail);
  talk.say(done(`You are ${caller.arn}, in ${region}.`));
  const { stack, problem } = await talk.during(`Looking for ${stackName}`, findStack(clients, stackName));
  if (problem) throw new SetupError(`${stackName}: ${problem}`);
  talk.say(
    done(
      stack
        ? `The stack ${stackName} is there: ${stack.StackStatus}.`
        : `There is no stack ${stackName} yet.`,
    ),
  );
  const own = getEnvironment();
  const deployed = getDeployParams(file, stack?.Parameters ?? [], options.param);
  const getName = (param: string) => deployed[param] ?? file.params[param] ?? '';
  return {
    ...{ options, talk, clients, caller, stackName, stack, file, manifest, now },
    names: {
      botToken: getName('slackBotTokenParameter'),
      signingSecret: getName('slackSigningSecretParameter'),
    },
    kmsKey: deployed.kmsKey || undefined,
    environment: own,
    slackApiUrl: findSlackApiUrl(own),
  };
}

async function checkPermissions(work: Work): Promise<void> {
  const { talk, clients, caller, stackName, names, options } = work;
  const parameters = [names.botToken, names.signingSecret];
  const foresight = await talk.during(
    'Asking IAM what you may do',
    foresee(clients, caller, { stackName, parameters }),
  );
  if (foresight.kind === 'unknown') return talk.say(caution(`Your permissions: ${foresight.reason}`));
  if (foresight.refused.length === 0)
    return talk.say(done('IAM says that you may do what this needs, as far as it can be asked ahead.'));
  const said = `IAM says that you may not do ${foresight.refused.join(', ')}.`;
  if (!options.ignorePermissions)
    throw new SetupError(`${said} Nothing was changed. --ignore-permissions goes on all the same.`);
  talk.say(caution(said));
}

function showSlackApp({ talk, manifest, stack }: Work): void {
  if (stack) return;
  talk.say(
    [
      heading('The Slack app'),
      'If there is none yet: open this address, create the app, install it to the workspace, and type',
      '/invite @Faultline in the channel that is to hear of failures.',
      '',
      getCreateAppUrl(manifest),
    ].join('\n'),
  );
}

async function agree(plan: string, { talk, options }: Work): Promise<void> {
  talk.say(`${heading('What will be changed')}\n${plan}\n`);
  if (options.yes || plan.endsWith('nothing is changed.')) return;
  if (!talk.isInteractive) throw new SetupError(listMissing(options.channel), 2);
  if (!(await talk.confirm('Go on?', true))) throw new SetupError('Nothing was changed.');
}

async function deployAndShow(
  command: readonly string[],
  work: Work,
): Promise<Pick<Done, 'requestUrl' | 'tableName' | 'manifestFile'>> {
  const { talk, clients, stackName } = work;
  await deploy(command, work);
  const { stack, problem } = await findStack(clients, stackName);
  if (!stack)
    throw new SetupError(`The deployment went well, but there is no stack ${stackName}. ${problem ?? ''}`);
  talk.say(done(`${stackName} is ${stack.StackStatus}.`));
  const find = (key: string) => stack.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  const requestUrl = find('SlackRequestUrl');
  const manifestFile = requestUrl && writeManifest(requestUrl);
  if (requestUrl)
    talk.say(
      [
        caution('Slack does not know yet where to send commands and presses to. That is for you to do:'),
        `  paste ${manifestFile} into the page App Manifest of the app (https://api.slack.com/apps), and save.`,
        `  It is slack-manifest.yml with this address in its three places: ${requestUrl}`,
      ].join('\n'),
    );
  return { requestUrl, tableName: find('TableName'), manifestFile };
}

/** The manifest with the address in it; Slack takes it as a whole. Returns the file's name. */
function writeManifest(requestUrl: string): string {
  mkdirSync(new URL('.local/', ROOT), { recursive: true });
  const file = new URL('.local/slack-manifest.yml', ROOT);
  writeFileSync(file, readManifest(requestUrl).text);
  return fileURLToPath(file).replace(fileURLToPath(ROOT), '');
}
