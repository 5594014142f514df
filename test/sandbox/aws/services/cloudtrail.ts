import { z } from 'zod';
import { type Operations, operation } from '../call.ts';

const lookupEvents = z.object({
  LookupAttributes: z.array(z.object({ AttributeKey: z.string(), AttributeValue: z.string() })).default([]),
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
});

/** CloudTrail's trail of who called what: here, who stopped builds. Times are seconds since 1970. */
export const cloudtrail: Operations = {
  LookupEvents: operation(lookupEvents, ({ LookupAttributes: [wanted], StartTime, EndTime }, { account }) => {
    const stopped = [...account.builds.values()].filter((build) => build.data.stoppedBy !== undefined);
    const events = stopped.map(({ id, data, endedAt, startedAt }) => ({
      EventName: 'StopBuild',
      EventTime: Math.floor((endedAt ?? startedAt).getTime() / 1000),
      Username: data.stoppedBy,
      CloudTrailEvent: JSON.stringify({ eventName: 'StopBuild', requestParameters: { id } }),
    }));
    const isWanted = (time: number) =>
      time >= (StartTime ?? 0) && time <= (EndTime ?? Number.POSITIVE_INFINITY);
    return {
      Events: events.filter(
        (event) => wanted?.AttributeValue === event.EventName && isWanted(event.EventTime),
      ),
    };
  }),
};
