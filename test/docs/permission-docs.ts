import { checks } from '../../src/checks/answer.ts';
import { listGrants } from '../checks/granted-actions.ts';

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
  's3:GetObject': [
    'reads logs and source archives in S3, and your signatures',
    'as without a log; files of the source are not looked for',
  ],
  'ssm:GetParameter': ["reads Faultline's own token and signing secret", 'nothing can be posted'],
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
  'events:PutEvents': ['hands requests from Slack to the worker', '`/diagnose` and buttons are not answered'],
};

const HEAD = `# Permissions

Every permission of Faultline's role (\`serverless.yml\`), what it is for, and what is lost without it. This page is
written by a test from the declarations of the checks; write it anew with
\`FAULTLINE_BLESS=1 npx vitest run test/docs/permission-docs.test.ts\`.

Faultline writes nothing but its own table, and restarts builds only where you switch that on. It reads names, states
and policies; of parameters and secrets never a value but those of its own two or three parameters.

Each permission can be taken away by itself. The message is posted all the same and says what was not checked, such as
\`Not checked: Faultline's role may not do iam:SimulatePrincipalPolicy\`; the diagnosis is then as sure as the log makes
it. Only without its own table (\`dynamodb:\`) and its own token (\`ssm:GetParameter\`) nothing is told: the events wait
in the retry queue until the permission is back. All of this is tested with each permission taken away in turn.
`;

/** The text of docs/permissions.md. Throws for an action that nobody explains. */
export function renderPermissionDocs(): string {
  const rows = listGrants().flatMap(({ sid, actions }) =>
    actions.map((action) => `| \`${action}\` | \`${sid}\` | ${explain(action).join(' | ')} |`),
  );
  return [
    HEAD,
    '| permission | statement | what for | without it |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function explain(action: string): [why: string, lost: string] {
  const asked = Object.values(checks)
    .filter(({ permissions }) => permissions.includes(action))
    .map(({ asks }) => asks);
  const other = OTHERS[action];
  if (asked.length === 0 && !other) throw new Error(`Nothing says what ${action} is for`);
  const why = [...(other ? [other[0]] : []), ...asked.map((asks) => `asks ${asks}`)];
  const lost = [
    ...(other ? [other[1]] : []),
    ...(asked.length > 0 ? ['this is not checked, and said so'] : []),
  ];
  return [why.join('; '), lost.join('; ')];
}
