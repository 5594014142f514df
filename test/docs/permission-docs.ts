import { checks } from '../../src/checks/answer.ts';
import { listGrants } from '../checks/granted-actions.ts';
import { listRoles } from '../sandbox/aws/serverless-file.ts';

/** What is not asked by a check: what for, and what is lost without it. */
const OTHERS: Readonly<Record<string, readonly [why: string, lost: string] | undefined>> = {
  'codebuild:BatchGetBuilds': [
    'reads the build, its green predecessors and those that run',
    "only the event's facts are known: no log in S3, no role; nothing is compared",
  ],
  'codebuild:BatchGetBuildBatches': [
    'finds the failed builds of a batch',
    'a batch cannot be diagnosed by its id',
  ],
  'codebuild:BatchGetProjects': [
    "reads the project's tags: channel, mute",
    'messages go to the channel of the deployment',
  ],
  'codebuild:ListBuildsForProject': [
    'finds the last green build and the latest failed one',
    'the message does not say what changed; `project/NAME` cannot be diagnosed',
  ],
  'codebuild:ListBuilds': ['finds failed builds whose event did not arrive', 'such builds are never told'],
  'codebuild:ListProjects': [
    'lists the names of projects, for who mistypes one in Slack',
    'no near names are offered',
  ],
  'codebuild:RetryBuild': [
    'restarts a build for the button Retry',
    'the button fails; it is off unless switched on',
  ],
  'logs:GetLogEvents': [
    "reads the build's log",
    'the cause is told from the phases alone, and that the log was not read',
  ],
  'ssm:GetParameter': [
    "reads Faultline's own secrets: Slack's two, and where you give them GitHub's token and the external id",
    'nothing can be posted',
  ],
  'codepipeline:ListActionExecutions': [
    'finds stage and execution of the pipeline around a build',
    'the command that retries has placeholders',
  ],
  'cloudtrail:LookupEvents': ['finds who stopped a build', 'the message does not say who'],
  'dynamodb:GetItem': ['knows what was told before', 'nothing is told; events wait in the retry queue'],
  'dynamodb:PutItem': [
    'claims an event, records failures',
    'nothing is told; events wait in the retry queue',
  ],
  'dynamodb:Query': ['reads incidents and the week', 'no digest, no count of recoveries by retry'],
  'dynamodb:UpdateItem': ['keeps one message an incident', 'nothing is told; events wait in the retry queue'],
  'events:PutEvents': [
    'hands requests from Slack to the worker; says on the bus what was diagnosed',
    '`/diagnose` and buttons are not answered; no `Build Diagnosed` comes',
  ],
};

const HEAD = `# Permissions

Every permission of every role in \`serverless.yml\`: what it is for, on what, and what is lost without it. This page
is written by a test from the roles and from what the checks declare; write it anew with
\`FAULTLINE_BLESS=1 npx vitest run test/docs/permission-docs.test.ts\`.

Each function has a role of its own. Faultline writes nothing but its own table, queues, logs and events, and restarts
builds only where you switch that on. It reads names, states and policies; of parameters and secrets never a value but
those of its own two to four parameters.

Each permission of the worker can be taken away by itself. The message is posted all the same and says what was not
checked, such as \`Not checked: Faultline's role may not do iam:SimulatePrincipalPolicy\`; the diagnosis is then as sure
as the log makes it. Only without its own table (\`dynamodb:\`) and its own token (\`ssm:GetParameter\`) nothing is told:
the events wait in the retry queue until the permission is back. All of this is tested with each permission taken away
in turn.

A statement with a parameter beside it is there only where you deploy with that parameter.
`;

const ROLES: Readonly<Record<string, readonly [title: string, what: string] | undefined>> = {
  buildFailed: [
    'The worker: `buildFailed`',
    "Diagnoses builds and answers what was asked in Slack. The statements of `DiagnosePolicy` are its and the sweep's.",
  ],
  slack: [
    'The Slack app: `slack`',
    'Takes what people do in Slack and hands it to the worker. It can read no build and no log.',
  ],
  weeklyDigest: [
    'The digest: `weeklyDigest`',
    'Reads the history, posts one message. It asks the account nothing.',
  ],
  sweep: [
    'The sweep: `sweep`',
    'Tells what EventBridge did not deliver, by the same code as the worker. So it may do the same, but for the queue and the names of projects.',
  ],
  SchedulerRole: ['EventBridge Scheduler: `SchedulerRole`', 'Starts the digest and the sweep.'],
};

/** The parameters that a statement takes to be there. */
const TAKES: Readonly<Record<string, string | undefined>> = {
  JoinVpc: 'vpcSubnets',
  ReadObjects: 'readableObjects',
  ReadOtherAccounts: 'memberRole',
  RetryBuilds: 'retryBuilds=on',
  UseOwnKey: 'kmsKey',
};

/** The text of docs/permissions.md. Throws for a role or an action that nobody explains. */
export function renderPermissionDocs(): string {
  return [HEAD, ...listRoles().map(renderRole), renderAround()].join('\n');
}

function renderRole(role: string): string {
  const words = ROLES[role];
  if (!words) throw new Error(`Nothing says what the role of ${role} is for`);
  const rows = listGrants(role).flatMap(({ sid, actions, resources }) =>
    actions.map((action) => {
      const statement = `\`${sid}\`${TAKES[sid] ? ` (\`${TAKES[sid]}\`)` : ''}`;
      const on = resources.map((resource) => `\`${resource}\``).join(', ');
      return `| \`${action}\` | ${statement} | ${on} | ${explain(action, sid).join(' | ')} |`;
    }),
  );
  return [
    `## ${words[0]}`,
    '',
    words[1],
    '',
    '| permission | statement | on | what for | without it |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** What is no role: who may call what, and the key's own policy. */
function renderAround(): string {
  return `## Who may call what

| who | may | by |
| --- | --- | --- |
| EventBridge, by the two rules of the deployment alone | invoke the worker | \`BuildRulePermission\`, \`RequestRulePermission\` |
| EventBridge, by these rules | put what it could not hand over into the dead-letter queue | \`DeadQueuePolicy\` |
| the HTTP API of the deployment | invoke the Slack app | \`SlackLambdaPermissionHttpApi\` |
| anyone on the internet | send a request to \`POST /slack/events\` | what Slack did not sign is answered with 401 and read no further |

## A key of your own

With \`kmsKey\` the table, both queues and the logs are under your key, and the functions may use it (\`UseOwnKey\`). The
key's own policy must let the services do so too:

\`\`\`json
${JSON.stringify(KEY_STATEMENTS, null, 2)}
\`\`\`

The two parameters of Slack may be under the same key, or stay under the one that AWS manages.
`;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html and .../eventbridge/latest/userguide/eb-rule-dlq.html */
const KEY_STATEMENTS = [
  {
    Sid: 'LetTheLogsUseTheKey',
    Effect: 'Allow',
    Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    Resource: '*',
    Condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-central-1:111122223333:*' },
    },
  },
  {
    Sid: 'LetEventBridgeFillTheDeadLetterQueue',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  },
];

/** Actions that say something else in one statement than in another. */
const OF_STATEMENT: Readonly<Record<string, readonly [why: string, lost: string] | undefined>> = {
  WriteOwnLogs: ['Lambda writes the log of the function', 'the function works, its log is lost'],
  ReadRetryQueue: [
    'Lambda hands the worker what waits in the retry queue',
    'what failed is not tried again: it waits there for 14 days',
  ],
  KeepFailedEvents: [
    'Lambda puts an event that failed three times into the queue, and the worker one whose log it may read later',
    'what failed three times is lost; only the sweep may still find its build',
  ],
  JoinVpc: ['Lambda makes the network interfaces of the function', 'the function does not start in the VPC'],
  UseOwnKey: [
    'the table, the queues and the parameters are read and written under your key',
    'nothing is told',
  ],
  InvokeOnSchedule: ['starts the digest and the sweep', 'neither runs'],
  ReadObjects: [
    'reads logs and source archives in S3',
    'as without a log; files of the source are not looked for',
  ],
  ReadSignatures: ['reads your own signatures', 'only the built-in ones count'],
  ReadOtherAccounts: ['reads the builds of other accounts', 'their messages say how to open the account'],
};

function explain(action: string, sid: string): readonly [why: string, lost: string] {
  const ofStatement = OF_STATEMENT[sid];
  const asked = Object.values(checks)
    .filter(({ permissions }) => permissions.includes(action))
    .map(({ asks }) => asks);
  const other = OTHERS[action] ?? ofStatement;
  if (ofStatement && sid !== 'ReadObjects') return ofStatement;
  if (asked.length === 0 && !other) throw new Error(`Nothing says what ${action} is for`);
  const why = [...(other ? [other[0]] : []), ...asked.map((asks) => `asks ${asks}`)];
  const lost = [
    ...(other ? [other[1]] : []),
    ...(asked.length > 0 ? ['this is not checked, and said so'] : []),
  ];
  return [why.join('; '), lost.join('; ')];
}
