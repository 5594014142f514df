import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation } from '../call.ts';
import { AwsError } from '../errors.ts';
import { restJson } from '../respond.ts';

export const scheduler: Operations = {
  GetSchedule: operation(z.looseObject({ Name: z.string() }), ({ Name }, { account }) => {
    const stored = account.deployed.schedules.get(Name);
    if (!stored) throw new AwsError('ResourceNotFoundException', `Schedule ${Name} does not exist.`, 404);
    return restJson(200, {
      Arn: arnOf(account, 'scheduler', `schedule/default/${Name}`),
      GroupName: 'default',
      Name,
      ScheduleExpression: stored.expression,
      ScheduleExpressionTimezone: stored.timezone,
      State: stored.state,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: stored.target,
    });
  }),
};
