import { z } from 'zod';
import { type Operations, operation } from '../call.ts';
import { AwsError } from '../errors.ts';

/** An entry's time, source, detail type, detail and resources together may be 256 KB. */
const ENTRY_BYTES = 262_144;

const entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});
type Entry = z.output<typeof entry>;

/** Why EventBridge refuses an entry, or nothing. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
function findFault({
  Source,
  DetailType,
  Detail,
}: Entry): { ErrorCode: string; ErrorMessage: string } | undefined {
  const refuse = (ErrorMessage: string) => ({ ErrorCode: 'InvalidArgument', ErrorMessage });
  if (!Source) return refuse('Parameter Source is not valid. Reason: Source is a required argument.');
  if (!DetailType)
    return refuse('Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  if (!Detail) return refuse('Parameter Detail is not valid. Reason: Detail is a required argument.');
  if (Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  try {
    JSON.parse(Detail);
    return undefined;
  } catch {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
}

function weigh({ Source = '', DetailType = '', Detail = '', Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

export const events: Operations = {
  PutEvents: operation(
    z.object({ Entries: z.array(entry).min(1).max(10) }),
    ({ Entries }, { events, account, now }) => {
      if (Entries.reduce((sum, each) => sum + weigh(each), 0) > ENTRY_BYTES) {
        throw new AwsError(
          'ValidationException',
          'Total size of the entries in the request is over the limit.',
        );
      }
      const results = Entries.map((each) => {
        const fault = findFault(each);
        if (fault) return fault;
        const id = crypto.randomUUID();
        events.publish({
          version: '0',
          id,
          'detail-type': each.DetailType ?? '',
          source: each.Source ?? '',
          account: account.id,
          time: (each.Time === undefined ? now() : new Date(each.Time * 1000))
            .toISOString()
            .replace(/\.\d+Z$/, 'Z'),
          region: account.region,
          resources: each.Resources,
          detail: JSON.parse(each.Detail ?? '{}'),
        });
        return { EventId: id };
      });
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  ),
};
