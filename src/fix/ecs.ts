import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionWord } from './reach.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about a refused or unstable ECS deployment: by its reason, then how to look closer. */
export function getEcsSteps(situation: Situation): FixStep[] {
  return [...getOwnSteps(situation), ...lookSteps(situation)];
}

/** What the command says of cluster, service and task definition; the reader fills in the rest. */
function getNames({ command }: Situation) {
  const option = (name: string) => new RegExp(`--${name}[ =]["']?([\\w:/.-]+)`).exec(command ?? '')?.[1];
  return {
    cluster: option('cluster') ?? placeholder('cluster'),
    service: option('services?') ?? placeholder('service'),
    family: (option('task-definition') ?? placeholder('task_definition')).replace(/:\d+$/, ''),
  };
}

function getOwnSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  const { family } = getNames(situation);
  const region = regionWord(build);
  const text = `${facts.code ?? ''} ${facts.reason ?? ''}`;
  if (/[Rr]ole/.test(text))
    return [
      {
        title:
          'Name roles in the task definition that exist and trust ecs-tasks.amazonaws.com (executionRoleArn, taskRoleArn)',
        command: sh`aws iam get-role --role-name ${facts.role?.split('/').at(-1) ?? placeholder('role')} --query Role.AssumeRolePolicyDocument`,
        changes: false,
      },
    ];
  if (/describe task definition|TaskDefinition|task definition/.test(text))
    return [
      {
        title:
          'See which revisions are active: the name or the revision that the build asks for is not among them',
        command: sh`aws ecs list-task-definitions --family-prefix ${family} --status ACTIVE --sort DESC --max-items 5${region}`,
        changes: false,
      },
      {
        title: 'Register it from the file in the source before the service is updated',
        command: sh`aws ecs register-task-definition --cli-input-json file://${placeholder('taskdef.json')}${region}`,
        changes: true,
        verify: sh`aws ecs describe-task-definition --task-definition ${family}${region} --query ${'taskDefinition.[family,revision,status]'}`,
      },
    ];
  return [];
}

function lookSteps(situation: Situation): FixStep[] {
  const { cluster, service } = getNames(situation);
  const region = regionWord(situation.build);
  return [
    {
      title: 'See which clusters and services there are in this account and region',
      command: sh`aws ecs list-clusters${region} --output text; aws ecs list-services --cluster ${cluster}${region} --output text`,
      changes: false,
    },
    {
      title: 'Read the latest events of the service, and why its tasks stopped',
      command: sh`aws ecs describe-services --cluster ${cluster} --services ${service}${region} --query ${'services[0].events[:5].message'}; aws ecs describe-tasks --cluster ${cluster}${region} --tasks $(aws ecs list-tasks --cluster ${cluster} --service-name ${service} --desired-status STOPPED${region} --query taskArns --output text) --query ${'tasks[].[stoppedReason,containers[].reason]'}`,
      changes: false,
    },
  ];
}
