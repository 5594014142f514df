import { allow, type Statement } from '../../fix/policy.ts';
import type { Context } from '../context.ts';

/** What no worker can do without, for an installation whose template nobody can read. */
export function listEssentials({ installation }: Context): Statement[] {
  const { region, account, partition, environment: settings = {} } = installation;
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
  const parameters = [settings.SLACK_BOT_TOKEN_PARAMETER, settings.SLACK_SIGNING_SECRET_PARAMETER];
  const named = parameters.flatMap((name) =>
    name ? [arn('ssm', `parameter/${name.replace(/^\//, '')}`)] : [],
  );
  const table = settings.FAULTLINE_TABLE;
  return [
    allow(['codebuild:BatchGetBuilds'], [arn('codebuild', 'project/*')]),
    allow(['logs:GetLogEvents'], [arn('logs', 'log-group:*:log-stream:*')]),
    ...(named.length > 0 ? [allow(['ssm:GetParameter'], named)] : []),
    ...(table
      ? [
          allow(
            ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
            [arn('dynamodb', `table/${table}`)],
          ),
        ]
      : []),
  ];
}
