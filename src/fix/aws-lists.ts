import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionWord } from './reach.ts';
import { placeholder, raw, sh } from './shell.ts';

/** How to find what is missing: the list of what there is, then whether account, region and name are right. */
export function getMissingResourceSteps(situation: Situation): FixStep[] {
  const { near, region } = situation.facts;
  return [
    ...(near
      ? [{ title: `Write ${near}, which is there, where the build says otherwise`, changes: false }]
      : []),
    ...(region ? [{ title: `Ask in ${region}: there it is`, changes: false }] : []),
    ...getLookSteps(situation),
    ...placeSteps(situation),
  ];
}

/** How to list what there is, by the kind of thing. */
const LISTS: readonly [RegExp, string][] = [
  [
    /Stack/,
    'aws cloudformation list-stacks --stack-status-filter CREATE_COMPLETE UPDATE_COMPLETE UPDATE_ROLLBACK_COMPLETE ROLLBACK_COMPLETE --query StackSummaries[].StackName --output text',
  ],
  [/Bucket/, 'aws s3 ls'],
  [/Function|Lambda|Alias/, 'aws lambda list-functions --query Functions[].FunctionName --output text'],
  [/StartBuild|codebuild|Project/, 'aws codebuild list-projects --output text'],
  [/Pipeline/, 'aws codepipeline list-pipelines --query pipelines[].name --output text'],
  [
    /Environment|Application/,
    'aws elasticbeanstalk describe-environments --query Environments[].[ApplicationName,EnvironmentName,Status] --output text',
  ],
  [
    /Distribution|Invalidation/,
    'aws cloudfront list-distributions --query DistributionList.Items[].[Id,DomainName] --output text',
  ],
  [/EKS|eks|DescribeCluster|UpdateKubeconfig/, 'aws eks list-clusters --output text'],
  [/Table/, 'aws dynamodb list-tables --output text'],
  [/Role|NoSuchEntity/, 'aws iam list-roles --query Roles[].RoleName --output text'],
];

function getLookSteps({ facts, build }: Situation): FixStep[] {
  const about = [
    facts.operation,
    facts.reason,
    facts.code,
    facts.stack && 'Stack',
    facts.bucket && 'Bucket',
  ].join(' ');
  const list = LISTS.find(([pattern]) => pattern.test(about))?.[1];
  if (!list) return [];
  return [
    {
      title:
        'See what there is in this account and region: mostly the name is misspelt, or a step that creates it (a bootstrap, another stack) has not run',
      command: sh`${raw(list.replace(/--query (\S+)/, "--query '$1'"))}${regionWord(build)}`,
      changes: false,
    },
  ];
}

function placeSteps({ facts, build }: Situation): FixStep[] {
  const region = build?.region ?? placeholder('region');
  return [
    {
      title: `See in which account and region the build asks: \`--region\` in the command and AWS_DEFAULT_REGION must be those of the resource (a build has its own, ${region})`,
      command:
        'aws sts get-caller-identity; aws configure get region; env | grep -E "^AWS_(DEFAULT_)?REGION="',
      changes: false,
    },
    {
      title: 'Find where the name comes from; an empty or wrong variable is a usual reason',
      command: sh`git grep -nF ${facts.stack ?? facts.bucket ?? facts.arn?.split(/[:/]/).at(-1) ?? facts.reason?.match(/[\w-]+-[\w-]{4,}/)?.[0] ?? placeholder('name')}`,
      changes: false,
    },
  ];
}
