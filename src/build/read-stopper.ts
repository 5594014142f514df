import type { Aws } from '../aws.ts';
import type { Build } from '../model.ts';

/** CloudTrail's clock and CodeBuild's are not the same, in milliseconds. */
const LEEWAY = 60_000;

/**
 * Who stopped a build, by CloudTrail; undefined when it does not know. It learns of a call within minutes, so just
 * after the stop it mostly does not. Never throws: the message then says how to find out.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
 */
export async function findStopper(
  aws: Aws,
  { id, status, startedAt, endedAt }: Build,
): Promise<string | undefined> {
  if (status !== 'STOPPED') return undefined;
  try {
    const { LookupEventsCommand } = await import('@aws-sdk/client-cloudtrail');
    const cloudtrail = await aws.cloudtrail();
    const { Events = [] } = await cloudtrail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'StopBuild' }],
        ...(startedAt && { StartTime: new Date(startedAt.getTime() - LEEWAY) }),
        ...(endedAt && { EndTime: new Date(endedAt.getTime() + LEEWAY) }),
      }),
    );
    return Events.find((event) => event.CloudTrailEvent?.includes(id))?.Username;
  } catch {
    return undefined;
  }
}
