import { raw, sh } from '../../fix/shell.ts';
import { getCreateAppUrl, type Manifest } from '../manifest.ts';
import { getDeployCommand } from './deploy.ts';
import type { DeploymentFile } from './deployment-file.ts';
import type { SetupOptions } from './options.ts';
import { getTestEvent } from './test-event.ts';

/** What setup would do, as commands for a shell; nothing is asked of anybody. */
export function renderCommands(
  options: SetupOptions,
  {
    region,
    stackName,
    file,
    manifest,
  }: { region: string; stackName: string; file: DeploymentFile; manifest: Manifest },
  now: Date,
): string {
  const { only } = options;
  const at = raw(sh`--region ${region}`);
  const given: Record<string, string | undefined> = options.param;
  const params = { channel: options.channel ?? 'YOUR_CHANNEL_ID', ...options.param };
  const key = options.param.kmsKey ? raw(sh` --key-id ${options.param.kmsKey}`) : raw('');
  const names = [
    { what: 'bot token', name: given.slackBotTokenParameter ?? file.params.slackBotTokenParameter ?? '' },
    {
      what: 'signing secret',
      name: given.slackSigningSecretParameter ?? file.params.slackSigningSecretParameter ?? '',
    },
  ];
  const place = { region, account: 'YOUR_ACCOUNT_ID', partition: 'aws' };
  const parts = [
    section('Who you are in AWS', [sh`aws sts get-caller-identity ${at}`]),
    only && only !== 'secrets'
      ? ''
      : section(
          'The Slack app: open this address, create the app, install it, and /invite @Faultline in the channel',
          [getCreateAppUrl(manifest)],
        ),
    only && only !== 'secrets'
      ? ''
      : section(
          'The two secrets: type each, it is not shown and stands in no history',
          names.map(({ what, name }) => {
            const put = sh`aws ssm put-parameter --name ${name} --type SecureString --overwrite --value file:///dev/stdin${key} ${at}`;
            return `read -rsp 'The ${what}: ' VALUE; printf %s "$VALUE" | ${put}; unset VALUE`;
          }),
        ),
    only && only !== 'deploy'
      ? ''
      : section('The deployment', [sh`${getDeployCommand(options, region, params)}`]),
    only && only !== 'deploy'
      ? ''
      : section("The address for the three places in the app's manifest", [
          sh`aws cloudformation describe-stacks --stack-name ${stackName} --query ${"Stacks[0].Outputs[?OutputKey=='SlackRequestUrl'].OutputValue"} --output text ${at}`,
        ]),
    only && only !== 'test'
      ? ''
      : section('A test failure', [
          sh`aws lambda invoke --function-name ${`${stackName}-buildFailed`} --cli-binary-format raw-in-base64-out --payload ${JSON.stringify(getTestEvent('FAILED', place, now))} ${at} /dev/stdout`,
        ]),
    section('Whether all is well', [sh`npm run doctor -- --region ${region} --stage ${options.stage}`]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function section(title: string, commands: readonly string[]): string {
  return [`# ${title}`, ...commands].join('\n');
}
