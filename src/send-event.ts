import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { FaultlineError } from './errors.ts';

/** Puts an event of ours on a bus. Throws where the bus did not take it: it answers so without an error of its own. */
export async function sendEvent(
  client: EventBridgeClient,
  bus: string,
  detailType: string,
  detail: object,
): Promise<void> {
  const entry = {
    EventBusName: bus,
    Source: 'faultline',
    DetailType: detailType,
    Detail: JSON.stringify(detail),
  };
  const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  const refused = Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
  if (FailedEntryCount || refused)
    throw new FaultlineError(
      'event-refused',
      `The event bus ${bus} did not take ${detailType}: ${refused?.ErrorCode ?? 'no reason given'} ${refused?.ErrorMessage ?? ''}`,
    );
}
