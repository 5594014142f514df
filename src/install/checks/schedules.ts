import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { sh } from '../../fix/shell.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion } from '../context.ts';
import { type DeployedResource, listResources } from '../find-installation.ts';
import { broken, type Examination, judge, step, type Verdict } from '../finding.ts';

interface ScheduleProperties {
  GroupName?: string;
  ScheduleExpression?: string;
  ScheduleExpressionTimezone?: string;
  Target?: { Arn?: string; RoleArn?: string; Input?: string };
}

/** The schedules of the stack: the weekly digest, the sweep. */
export function listScheduleExaminations(context: Context): Examination[] {
  return listResources(context.installation, 'AWS::Scheduler::Schedule').map((schedule) => ({
    check: 'schedule',
    about: schedule.logicalId,
    examine: () => examineSchedule(schedule, context),
  }));
}

async function examineSchedule(schedule: DeployedResource, context: Context): Promise<Verdict> {
  const wanted = (schedule.properties ?? {}) as ScheduleProperties;
  const GroupName = wanted.GroupName ?? 'default';
  const Name = schedule.id.split('|').at(-1) ?? schedule.id;
  const found = await context.clients.scheduler
    .send(new GetScheduleCommand({ Name, GroupName }))
    .catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  const restore = (verb: 'create' | 'update') =>
    step(
      verb === 'create' ? 'Make it again' : 'Put it as it should be',
      put(verb, Name, GroupName, wanted, context),
    );
  if (!found)
    return broken(`There is no schedule ${Name} any more: what it starts never runs.`, restore('create'));
  const target = wanted.Target?.Arn;
  const isOther = target !== undefined && found.Target?.Arn !== target;
  return judge(
    [
      found.State === 'DISABLED'
        ? { what: `The schedule ${Name} is disabled.`, fix: [restore('update')] }
        : undefined,
      isOther
        ? {
            what: `The schedule ${Name} starts ${found.Target?.Arn}, not ${target}.`,
            fix: [restore('update')],
          }
        : undefined,
    ],
    `${found.ScheduleExpression}${found.ScheduleExpressionTimezone ? ` in ${found.ScheduleExpressionTimezone}` : ''}.`,
  );
}

/** An update replaces the whole schedule: all of it is given again. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
function put(
  verb: 'create' | 'update',
  name: string,
  group: string,
  wanted: ScheduleProperties,
  context: Context,
): string {
  const options = [
    ...['--name', name, '--group-name', group],
    ...['--schedule-expression', wanted.ScheduleExpression ?? 'YOUR_RATE'],
    ...(wanted.ScheduleExpressionTimezone
      ? ['--schedule-expression-timezone', wanted.ScheduleExpressionTimezone]
      : []),
    ...['--flexible-time-window', 'Mode=OFF', '--state', 'ENABLED'],
    ...['--target', JSON.stringify(wanted.Target ?? {})],
  ];
  return sh`aws scheduler ${`${verb}-schedule`} ${options} ${inRegion(context)}`;
}
