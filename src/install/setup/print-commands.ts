import { sh } from '../../fix/shell.ts';
import { getCreateAppUrl, type Manifest } from '../manifest.ts';
import { getDeployCommand } from './deploy.ts';
import type { DeploymentFile } from './deployment-file.ts';
import type { SetupOptions } from './options.ts';
import { getTestEvent } from './test-event.ts';

interface Place {
  region: string;
  stackName: string;
  file: DeploymentFile;
  manifest: Manifest;
}

/** What setup would do, as commands for a shell; nothing is asked of anybody. */
export function renderCommands(options: SetupOptions, place: Place, now: Date): string {
  const { region } = place;
  const { only, stage } = options;
  const parts = [
    section('Who you are in AWS', [sh`aws sts get-caller-identity --region ${region}`]),
    ...(!only || only === 'secrets' ? renderSecrets(options, place) : []),
    ...(!only || only === 'deploy' ? renderDeployment(options, place) : []),
    ...(!only || only === 'test' ? [renderTest(place, now)] : []),
    section('Whether all is well', [sh`npm run doctor -- --region ${region} --stage ${stage}`]),
  ];
  return parts.join('\n\n');
}

function renderSecrets({ param }: SetupOptions, { region, file, manifest }: Place): string[] {
  const given: Record<string, string | undefined> = param;
  const key = given.kmsKey ? ['--key-id', given.kmsKey] : [];
  const find = (name: string) => given[name] ?? file.params[name] ?? '';
  const secrets = [
    { what: 'bot token', name: find('slackBotTokenParameter') },
    { what: 'signing secret', name: find('slackSigningSecretParameter') },
  ];
  const commands = secrets.map(({ what, name }) => {
    const options = ['--name', name, '--type', 'SecureString', '--overwrite', ...key, '--region', region];
    const put = sh`aws ssm put-parameter ${options} --value file:///dev/stdin`;
    return `read -rsp 'The ${what}: ' VALUE; printf %s "$VALUE" | ${put}; unset VALUE`;
  });
  return [
    section(
      'The Slack app: open this address, create the app, install it, and /invite @Faultline in the channel',
      [getCreateAppUrl(manifest)],
    ),
    section('The two secrets: type each, it is not shown and stands in no history', commands),
  ];
}

function renderDeployment(options: SetupOptions, { region, stackName }: Place): string[] {
  const params = { channel: options.channel ?? 'YOUR_CHANNEL_ID', ...options.param };
  const query = "Stacks[0].Outputs[?OutputKey=='SlackRequestUrl'].OutputValue";
  return [
    section('The deployment', [sh`${getDeployCommand(options, region, params)}`]),
    section("The address for the three places in the app's manifest", [
      sh`aws cloudformation describe-stacks --stack-name ${stackName} --query ${query} --output text --region ${region}`,
    ]),
  ];
}

function renderTest({ region, stackName }: Place, now: Date): string {
  const event = getTestEvent('FAILED', { region, account: 'YOUR_ACCOUNT_ID', partition: 'aws' }, now);
  const options = [
    '--cli-binary-format',
    'raw-in-base64-out',
    '--payload',
    JSON.stringify(event),
    '--region',
    region,
  ];
  return section('A test failure', [
    sh`aws lambda invoke --function-name ${`${stackName}-buildFailed`} ${options} /dev/stdout`,
  ]);
}

function section(title: string, commands: readonly string[]): string {
  return [`# ${title}`, ...commands].join('\n');
}
