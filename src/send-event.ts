import {
  type EventBridgeClient,
  EventBridgeServiceException,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { EventRefusedError } from './errors.ts';

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
    throw new EventRefusedError(bus, detailType, refused?.ErrorCode, refused?.ErrorMessage);
}

/** Of an entry. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
const PASSING = new Set(['InternalFailure', 'InternalException']);

/**
 * Whether what `sendEvent` threw is a refusal that no retry mends: not allowed, no such bus, not valid. False for what
 * may pass: throttling, a fault of AWS's own, no answer.
 */
export function isRefusedForGood(error: unknown): boolean {
  if (error instanceof EventRefusedError) {
    const { reason, message } = error;
    return reason !== undefined && !PASSING.has(reason) && !mayPass({ name: reason, message });
  }
  return isOurFault(error) && !mayPass(error);
}

type SdkError = Parameters<typeof isThrottlingError>[0];

function isOurFault(error: unknown): error is SdkError {
  return error instanceof EventBridgeServiceException && error.$fault === 'client';
}

/** By the SDK's own classification. */
function mayPass(error: SdkError): boolean {
  return isThrottlingError(error) || isTransientError(error) || isServerError(error);
}
