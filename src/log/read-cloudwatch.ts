import { GetLogEventsCommand, type OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '../aws.ts';

/** GetLogEvents answers with at most so many events, or 1 MB. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const MAX_EVENTS = 10_000;
/** A log longer than this many megabytes is read from its end only: GetLogEvents is a scarce resource of the whole account. */
const MAX_PAGES = 24;

export interface LogWindow {
  /** Pages in the order of the log. */
  pages: OutputLogEvent[][];
  /** Whether the first event is the log's first. */
  isFromStart: boolean;
}

/**
 * Reads a stream from its end backwards until `from` (when the failing phase began) or the log's start is
 * reached. Mostly that is one call. Throws what the SDK throws.
 */
export async function readCloudWatch(
  aws: Aws,
  { group, stream }: { group: string; stream: string },
  from: Date | undefined,
): Promise<LogWindow> {
  const pages: OutputLogEvent[][] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await aws.logs.send(
      new GetLogEventsCommand({
        logGroupName: group,
        logStreamName: stream,
        startFromHead: false,
        limit: MAX_EVENTS,
        nextToken,
      }),
    );
    const events = answer.events ?? [];
    // The end is reached when the token comes back that was sent; a page in between may be empty.
    const isLast = answer.nextBackwardToken === nextToken || answer.nextBackwardToken === undefined;
    if (events.length > 0) pages.unshift(events);
    if (isLast || isLogStart(events[0])) return { pages, isFromStart: true };
    if (from && isBefore(events[0], from)) return { pages, isFromStart: false };
    nextToken = answer.nextBackwardToken;
  }
  return { pages, isFromStart: false };
}

/** The agent's first words: seeing them saves the call that would only say that there is nothing before. */
export function isLogStart(event: OutputLogEvent | undefined): boolean {
  return /^\[Container\] \S+ \S+ (?:Running on CodeBuild|Waiting for agent ping)/.test(event?.message ?? '');
}

/** With a second to spare: the phases' clock and the log's are not the same. */
function isBefore(event: OutputLogEvent | undefined, time: Date): boolean {
  return event?.timestamp !== undefined && event.timestamp < time.getTime() - 1000;
}
