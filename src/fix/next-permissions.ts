import type { Facts, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getPlace, parseArn } from './arn.ts';
import { allow, mergeStatements, type Statement } from './policy.ts';

interface Deed {
  /** The command that does it. */
  command: RegExp;
  /** What it calls, on what: the actions that were refused are among them. */
  getStatements: (situation: Situation) => Statement[];
}

/** Sub-commands of the AWS CLI that a block of commands goes on with, and what each calls. */
const ECS: Calls = [
  [/\becs update-service\b/, 'ecs:UpdateService'],
  [/\becs (?:wait services-stable|describe-services)\b/, 'ecs:DescribeServices'],
];
const LAMBDA: Calls = [
  [/\blambda update-function-code\b/, 'lambda:UpdateFunctionCode'],
  [/\blambda update-function-configuration\b/, 'lambda:UpdateFunctionConfiguration'],
  [/\blambda publish-version\b/, 'lambda:PublishVersion'],
  [/\blambda update-alias\b/, 'lambda:UpdateAlias'],
  // https://docs.aws.amazon.com/cli/latest/reference/lambda/wait/
  [/\blambda (?:get-function|wait function-(?:updated|active)-v2)\b/, 'lambda:GetFunction'],
  [/\blambda wait function-(?:updated|active)(?!-v2)\b/, 'lambda:GetFunctionConfiguration'],
];
type Calls = readonly (readonly [RegExp, string])[];

function listCalls(calls: Calls, command: string): string[] {
  return calls.filter(([pattern]) => pattern.test(command)).map(([, action]) => action);
}

/** Commands that call several actions one after the other: AWS refuses the first and says nothing of the rest. */
const DEEDS: readonly Deed[] = [
  {
    command: /\becs\b/,
    getStatements: ({ facts, command = '' }) => onResource(facts, /:service\//, listCalls(ECS, command)),
  },
  {
    command: /\blambda\b/,
    getStatements: ({ facts, command = '' }) => onResource(facts, /:function:/, listCalls(LAMBDA, command)),
  },
  {
    // https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/: a change set, made, looked at and executed.
    command: /\b(?:cloudformation deploy|sam deploy)\b/,
    getStatements: ({ facts }) =>
      onResource(facts, /:stack\//, [
        'cloudformation:DescribeStacks',
        'cloudformation:CreateChangeSet',
        'cloudformation:DescribeChangeSet',
        'cloudformation:ExecuteChangeSet',
        'cloudformation:DescribeStackEvents',
      ]),
  },
  {
    // https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html
    command: /\bdeploy create-deployment\b/,
    getStatements: ({ facts }) => getDeploymentStatements(facts),
  },
  {
    command: /\bs3 (?:sync|cp|mv)\b/,
    getStatements: ({ facts, command = '' }) => getCopyStatements(facts, command),
  },
];

/** All that the failing command takes, what was refused included; empty where it is not known. */
export function getCommandStatements(situation: Situation): Statement[] {
  const { command = '' } = situation;
  return DEEDS.filter((deed) => deed.command.test(command)).flatMap((deed) => deed.getStatements(situation));
}

/** What IAM's simulator found to be lacking besides (fact `further`). */
export function getFurtherStatements({ further }: Facts): Statement[] {
  if (!further || further === 'none') return [];
  return mergeStatements(
    further.split('\n').flatMap((line) => {
      const [action, ...resource] = line.split(' ');
      return action ? [allow([action], [resource.join(' ')])] : [];
    }),
  );
}

/** A word about what the command will need next, where nobody could be asked whether the role has it. */
export function getNextSteps(situation: Situation): FixStep[] {
  const { further, action, suspects, deny, missing } = situation.facts;
  if (further || suspects || deny || (missing && !/identity/.test(missing))) return [];
  const others = getCommandStatements(situation).flatMap(({ Action }) => Action);
  const next = [...new Set(others)].filter((each) => each !== action);
  if (next.length === 0) return [];
  return [
    {
      title: `The same command goes on with ${next.join(', ')}: allow these too, where the role lacks them`,
      changes: false,
    },
  ];
}

function onResource({ resource }: Facts, kind: RegExp, actions: string[]): Statement[] {
  if (!resource || !parseArn(resource) || !kind.test(resource) || actions.length === 0) return [];
  return [allow(actions, [resource])];
}

function getDeploymentStatements(facts: Facts): Statement[] {
  const arn = parseArn(facts.resource);
  const [, application] = /^(?:deploymentgroup|application):([^/]+)/.exec(arn?.resource ?? '') ?? [];
  if (!arn || !application) return [];
  const base = `arn:${arn.partition}:codedeploy:${arn.region}:${arn.account}`;
  return [
    allow(
      ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
      [`${base}:deploymentgroup:${application}/*`],
    ),
    allow(['codedeploy:GetDeploymentConfig'], [`${base}:deploymentconfig:*`]),
    allow(
      ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      [`${base}:application:${application}`],
    ),
  ];
}

/** Of a copy both ends, of a sync the list of what is there. https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html */
function getCopyStatements(facts: Facts, command: string): Statement[] {
  const { partition } = getPlace(undefined, facts.resource, facts.principal);
  const [, verb = '', words = ''] = /\bs3 (sync|cp|mv)\s+([^\n;&|]*)/.exec(command) ?? [];
  const ends = words.split(/\s+/).filter((word) => !word.startsWith('-'));
  const isMany = verb === 'sync' || /--recursive\b/.test(words);
  return ends.slice(0, 2).flatMap((end, i) => {
    const [, bucket, key = ''] = /^["']?s3:\/\/([\w.-]+)\/?([^"'\s]*)/.exec(end) ?? [];
    if (!bucket || end.includes('$')) return [];
    const arn = `arn:${partition}:s3:::${bucket}`;
    const objects =
      isMany || key === '' || key.endsWith('/') ? `${arn}/${key.replace(/[^/]$/, '$&/')}*` : `${arn}/${key}`;
    const isSource = i === 0;
    const actions = [
      isSource ? 's3:GetObject' : 's3:PutObject',
      ...((isSource ? verb === 'mv' : /--delete\b/.test(words)) ? ['s3:DeleteObject'] : []),
    ];
    return [allow(actions, [objects]), ...(isMany ? [allow(['s3:ListBucket'], [arn])] : [])];
  });
}
